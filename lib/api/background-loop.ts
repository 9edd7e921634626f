import { setTimeout as sleep } from 'node:timers/promises';

import { isUnavailable } from '../../db/errors.ts';
import type { Logger } from './ports.ts';

export interface LoopDeps {
  /**
   * One turn. Its signal is aborted when the process stops.
   * @returns how long to wait before the next, in milliseconds; 0: at once.
   */
  readonly turn: (stopped: AbortSignal) => Promise<number>;
  /** The wait after a turn that failed, in milliseconds. */
  readonly failedMs: number;
  /** What a log line says of a turn that failed. */
  readonly failure: string;
  readonly logger: Logger;
}

export interface BackgroundLoop extends AsyncDisposable {
  /** Begins, where it has not begun. */
  readonly start: () => void;
  /** Ends a wait. */
  readonly wake: () => void;
}

/** Does something over and over, beside the requests. Disposing it waits for the turn that is under way. */
export function createBackgroundLoop(deps: LoopDeps): BackgroundLoop {
  const { turn, failedMs, failure, logger } = deps;
  const stop = new AbortController();
  let waiting = new AbortController();
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      // Made before the turn: who wakes it meanwhile is not missed.
      waiting = new AbortController();
      const waitMs = await turn(stop.signal).catch((error: unknown) => {
        // That there is no database requests say themselves.
        if (!isUnavailable(error)) logger.warn({ error }, failure);
        return failedMs;
      });
      if (waitMs === 0) continue;
      const signal = AbortSignal.any([stop.signal, waiting.signal]);
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {});
    }
  };
  return {
    start() {
      running ??= run();
    },
    wake: () => waiting.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort(new Error('the process stops'));
      await running;
    },
  };
}
