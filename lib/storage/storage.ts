/**
 * Texts under keys, kept on this device. Every call may reject: storage can be full, blocked by
 * the browser's settings, or gone while the app runs. A write that resolved outlives the app.
 */
export interface DeviceStorage {
  /** `null` where there is nothing. */
  readonly read: (key: string) => Promise<string | null>;
  readonly write: (key: string, text: string) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** The keys that begin like this, in no particular order. */
  readonly keys: (prefix: string) => Promise<readonly string[]>;
}

/** Texts that are gone with the process. Never rejects. */
export function createMemoryStorage(): DeviceStorage {
  const texts = new Map<string, string>();
  return {
    read: async (key) => texts.get(key) ?? null,
    write: async (key, text) => void texts.set(key, text),
    remove: async (key) => void texts.delete(key),
    keys: async (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
  };
}
