import { createBackgroundLoop, type BackgroundLoop } from '../background-loop.ts';
import { makeNext, removeOver, type MakeExportDeps } from './make-export.ts';

/** Between looks for what waits. Who asks for an export of this process wakes it. */
const LOOK_MS = 5_000;

/**
 * Makes exports, one at a time, and removes those whose time is over. Any number of processes may: each does another
 * one. Disposing it gives up what is under way; a worker begins it anew.
 */
export const createExportWorker = (deps: Omit<MakeExportDeps, 'signal'>): BackgroundLoop =>
  createBackgroundLoop({
    async turn(signal) {
      const all = { ...deps, signal };
      await removeOver(all);
      return (await makeNext(all)) ? 0 : LOOK_MS;
    },
    failedMs: LOOK_MS,
    failure: 'Exports can not be made',
    logger: deps.logger,
  });
