import { setTimeout as sleep } from 'node:timers/promises';

import { isUnavailable } from '../../../db/errors.ts';
import { makeNext, removeOver, type MakeExportDeps } from './make-export.ts';

/** Between looks for what waits. Who asks for an export of this process wakes it. */
const LOOK_MS = 5_000;

export interface ExportWorker extends AsyncDisposable {
  /** Begins to look, where it has not begun. */
  readonly start: () => void;
  /** Looks at once: somebody has asked for an export. */
  readonly wake: () => void;
}

/**
 * Makes exports, one at a time, and removes those whose time is over. Any number of processes may: each does another
 * one. Disposing it gives up what is under way; a worker begins it anew.
 */
export function createExportWorker(deps: Omit<MakeExportDeps, 'signal'>): ExportWorker {
  const stop = new AbortController();
  let looking = new AbortController();
  let running: Promise<void> | null = null;
  const all = { ...deps, signal: stop.signal };

  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      looking = new AbortController();
      try {
        await removeOver(all);
        if (await makeNext(all)) continue;
      } catch (error) {
        // That there is no database requests say themselves.
        if (!isUnavailable(error)) deps.logger.warn({ error }, 'Exports can not be made');
      }
      const signal = AbortSignal.any([stop.signal, looking.signal]);
      await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  };
  return {
    start() {
      running ??= run();
    },
    wake: () => looking.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort(new Error('the process stops'));
      await running;
    },
  };
}
