import { backoffMs } from '../backoff.ts';

const BACKOFF = { minMs: 1_000, maxMs: 30_000 };

/** A wait that can be cut short; one at a time. */
export interface Pause {
  readonly wait: (ms: number) => Promise<void>;
  /** Ends the wait now, if there is one. */
  readonly wake: () => void;
}

export function createPause(): Pause {
  let wakeUp: (() => void) | null = null;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => wakeUp?.(), ms);
        wakeUp = () => {
          clearTimeout(timer);
          wakeUp = null;
          resolve();
        };
      }),
    wake: () => wakeUp?.(),
  };
}

/** When to repeat a request: 1 to 30 s, and never before the server said that it may. */
export const repeatAfterMs = (failures: number, retryAfterMs = 0): number =>
  Math.max(retryAfterMs, backoffMs(BACKOFF, failures, Math.random()));
