/** How often rooms are compared with their logs: hardly ever needed, or all there is. */
const POLL_HEALTHY_MS = 5_000;
const POLL_UNHEALTHY_MS = 1_000;

export interface HeadPollOptions {
  /** Compares all open rooms with their logs' heads; never rejects. */
  readonly poll: () => Promise<unknown>;
  /** Whether hints arrive. */
  readonly isHealthy: () => boolean;
}

export interface HeadPoll extends AsyncDisposable {
  /** Polls as soon as the poll under way, if any, has ended: its heads may be older than this call. */
  now(): Promise<void>;
}

/** Polls for what no hint has told: each 5 s, each second while hints are known not to arrive, and when told to. */
export function keepPolling({ poll, isHealthy }: HeadPollOptions): HeadPoll {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let polling: Promise<void> = Promise.resolve();
  let isStopped = false;

  const schedule = (): void => {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => void now(), isHealthy() ? POLL_HEALTHY_MS : POLL_UNHEALTHY_MS);
  };
  const after = async (before: Promise<void>): Promise<void> => {
    await before;
    if (!isStopped) await poll();
    schedule();
  };
  const now = (): Promise<void> => {
    clearTimeout(timer);
    return (polling = after(polling));
  };

  schedule();
  return {
    now,
    async [Symbol.asyncDispose]() {
      isStopped = true;
      clearTimeout(timer);
      await polling;
    },
  };
}
