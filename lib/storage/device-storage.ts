import { openIndexedDb } from './indexed-db.ts';
import type { DeviceStorage } from './storage.ts';
import { overWebStorage } from './web-storage.ts';

/** What tells a browser that keeps texts from one that only offers to. */
async function tried(storage: DeviceStorage): Promise<DeviceStorage> {
  await storage.write('tried', '1');
  await storage.remove('tried');
  return storage;
}

/** The browser's storage, whichever it lets us use. Rejects where it lets us use none. */
export async function openDeviceStorage(): Promise<DeviceStorage> {
  try {
    return await tried(await openIndexedDb(indexedDB));
  } catch {
    return tried(overWebStorage(localStorage));
  }
}
