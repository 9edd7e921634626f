import { clearInterval, setInterval } from 'node:timers';

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
  if (process.env['npm_lifecycle_event'] !== undefined) watchNpm(stop);
  return { wished: promise, isWished: () => isWished };
}

/**
 * npm passes signals on to the shell between it and us, and many shells end without passing them on further.
 * That shell's end is then all that we see of "stop".
 */
function watchNpm(stop: () => void): void {
  const shell = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(poll);
    stop();
  }, PARENT_POLL_MS);
  poll.unref();
}
