import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
import { createMemoryStorage } from './storage.ts';
import type { DeviceStorage } from './storage.ts';

/** A storage that does not answer is as good as none: nobody waits for it to send a message. */
const PATIENCE_MS = 2_000;

export interface KeptStorage extends DeviceStorage {
  /** Writes what can be had again from elsewhere: where it can't be kept, it is not. */
  readonly writeIfPossible: (key: string, text: string) => Promise<void>;
  /** Whether what is written outlives the app, as far as is known. */
  readonly isDurable: ReadonlyStore<boolean>;
}

/**
 * The device's storage as far as it works, else memory: no call rejects or takes longer than 2 s,
 * and what was written is read again, by this process at least.
 */
export function createKeptStorage(open: () => Promise<DeviceStorage>): KeptStorage {
  const isDurable = createStore(true);
  const memory = createMemoryStorage();
  const device = inTime(Promise.resolve().then(open)).catch(() => null);
  void device.then((storage) => isDurable.set(storage !== null));

  const attempt = async <Value>(
    act: (storage: DeviceStorage) => Promise<Value>,
  ): Promise<Value | undefined> => {
    const storage = await device;
    if (storage === null) return undefined;
    return inTime(act(storage)).catch(() => undefined);
  };
  return {
    isDurable,
    async read(key) {
      return (await memory.read(key)) ?? (await attempt(({ read }) => read(key))) ?? null;
    },
    async write(key, text) {
      const isWritten = await attempt(async (storage) => {
        await storage.write(key, text);
        return true;
      });
      isDurable.set(isWritten === true);
      await (isWritten === true ? memory.remove(key) : memory.write(key, text));
    },
    writeIfPossible: (key, text) => attempt(({ write }) => write(key, text)),
    async remove(key) {
      await memory.remove(key);
      await attempt(({ remove }) => remove(key));
    },
    async keys(prefix) {
      const kept = await attempt(({ keys }) => keys(prefix));
      return [...new Set([...(kept ?? []), ...(await memory.keys(prefix))])];
    },
  };
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('storage gave no answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
