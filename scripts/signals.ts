import { setInterval } from 'node:timers/promises';

/** A wish to stop, from Ctrl-C or from whoever started us. */
export interface StopWish {
  readonly wished: Promise<'stop'>;
  isWished(): boolean;
}

const PARENT_POLL_MS = 500;

/**
 * Listens for the signals that ask a process to stop. A second one ends it at once; the processes that it
 * started then end by themselves.
 */
export function listenForStop(): StopWish {
  let isWished = false;
  const { promise, resolve } = Promise.withResolvers<'stop'>();
  const stop = (): void => {
    isWished = true;
    resolve('stop');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (isWished ? process.exit(1) : stop()));
  }
  if (process.env['npm_lifecycle_event'] !== undefined) void watchNpm(stop);
  return { wished: promise, isWished: () => isWished };
}

/**
 * npm passes signals on to the shell between it and us, and many shells end without passing them on further.
 * That shell's end is then all that we see of "stop". Of a SIGINT to npm alone we see nothing: dash keeps it until the
 * program that it waits for has ended, and that is us. Ctrl-C reaches us itself; who stops npm from outside sends SIGTERM.
 */
async function watchNpm(stop: () => void): Promise<void> {
  const shell = process.ppid;
  // Unreferenced: the watch alone must not keep us alive.
  for await (const expected of setInterval(PARENT_POLL_MS, shell, { ref: false })) {
    if (process.ppid !== expected) break;
  }
  stop();
}
