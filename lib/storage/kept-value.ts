import type { z } from 'zod';

import { createStore } from '../store.ts';
import type { ReadonlyStore } from '../store.ts';
import type { KeptStorage } from './kept-storage.ts';
import { parseJson } from './parse-json.ts';

/** A small value of whoever uses the app, kept on the device as far as it keeps anything. */
export interface KeptValue<Value> extends ReadonlyStore<Value> {
  readonly keep: (next: Value) => void;
  /** For the sign-out: the next person begins with none. */
  readonly forget: () => void;
}

interface KeptValueOptions<Value> {
  readonly key: string;
  readonly schema: z.ZodType<Value>;
  /** Where nothing is kept. */
  readonly none: Value;
  /** What was kept and what was set before it was read, put together; if left out, what was set counts alone. */
  readonly merge?: (kept: Value, now: Value) => Value;
}

/** What was kept is there a moment later; what does not fit the schema is as if it were not. */
export function createKeptValue<Value>(
  storage: KeptStorage,
  {
    key,
    schema,
    none,
    merge = (kept, now) => (now === none ? kept : now),
  }: KeptValueOptions<Value>,
): KeptValue<Value> {
  const { subscribe, getSnapshot, set } = createStore(none);
  let isForgotten = false;
  const reading = storage.read(key).then((text) => {
    const kept = schema.safeParse(parseJson(text));
    if (kept.success && !isForgotten) set(merge(kept.data, getSnapshot()));
  });
  let isWriting = false;
  let isOlder = false;
  /** One at a time, and then the newest: who types fast must not wait for a slow device. */
  const write = async (): Promise<void> => {
    isOlder = true;
    if (isWriting) return;
    isWriting = true;
    await reading;
    while (isOlder) {
      isOlder = false;
      await storage.writeIfPossible(key, JSON.stringify(getSnapshot()));
    }
    isWriting = false;
  };
  return {
    subscribe,
    getSnapshot,
    keep(next) {
      set(next);
      void write();
    },
    forget() {
      isForgotten = true;
      set(none);
      isOlder = false;
      void storage.remove(key);
    },
  };
}
