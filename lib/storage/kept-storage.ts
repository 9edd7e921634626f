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
 * The device's storage as far as it works, else memory: no call rejects or takes longer than 4 s,
 * and what was written is read again, by this process at least.
 */
export function createKeptStorage(open: () => Promise<DeviceStorage>): KeptStorage {
  const isDurable = createStore(true);
  const memory = createMemoryStorage();
  const opening = Promise.resolve().then(open);
  const attempt = createAttempts(opening);

  const isWritten = async (key: string, text: string): Promise<boolean> =>
    (await attempt((storage) => storage.write(key, text).then(() => true))) === true;
  /** What the device did not take before, it may take now. */
  const moveToDevice = async (): Promise<void> => {
    for (const key of await memory.keys('')) {
      const text = await memory.read(key);
      if (text === null) continue;
      if (!(await isWritten(key, text))) break;
      if ((await memory.read(key)) === text) await memory.remove(key);
    }
    isDurable.set((await memory.keys('')).length === 0);
  };
  void inTime(opening).catch(() => isDurable.set(false));
  // A device may be slow to open, and keep everything from then on.
  void opening.then(moveToDevice, () => undefined);

  return {
    isDurable,
    async read(key) {
      return (await memory.read(key)) ?? (await attempt(({ read }) => read(key))) ?? null;
    },
    async write(key, text) {
      if (await isWritten(key, text)) {
        await memory.remove(key);
        return moveToDevice();
      }
      await memory.write(key, text);
      isDurable.set(false);
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

/** Tries something on the device, if it opened: `undefined` where that failed or took too long. */
function createAttempts(opening: Promise<DeviceStorage>) {
  let device: DeviceStorage | null = null;
  const opened = opening.then((storage) => void (device = storage));
  const waited = inTime(opened).catch(() => undefined);
  return async <Value>(
    act: (storage: DeviceStorage) => Promise<Value>,
  ): Promise<Value | undefined> => {
    await waited;
    const storage = device;
    if (storage === null) return undefined;
    // Begun inside a promise, since a storage may also throw at once.
    return inTime(Promise.resolve().then(() => act(storage))).catch(() => undefined);
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
