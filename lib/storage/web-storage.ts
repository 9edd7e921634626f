import type { DeviceStorage } from './storage.ts';

const PREFIX = 'hallway/';

type Texts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const keysOf = (texts: Texts): readonly string[] =>
  Array.from({ length: texts.length }, (_, index) => texts.key(index) ?? '');

/** Texts in `localStorage`, for browsers that give no database. */
export const overWebStorage = (texts: Texts): DeviceStorage => ({
  read: async (key) => texts.getItem(PREFIX + key),
  write: async (key, text) => texts.setItem(PREFIX + key, text),
  remove: async (key) => texts.removeItem(PREFIX + key),
  keys: async (prefix) =>
    keysOf(texts)
      .filter((key) => key.startsWith(PREFIX + prefix))
      .map((key) => key.slice(PREFIX.length)),
});
