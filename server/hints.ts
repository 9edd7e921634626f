import { LOG_CHANNEL, SESSION_CHANNEL, listen, parseHeadHint } from '../db/listen.ts';
import type { Log } from '../lib/server/log.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { SessionWatch } from './sessions.ts';

/** How often rooms are compared with their logs: hardly ever needed, or all there is. */
const POLL_HEALTHY_MS = 5_000;
const POLL_UNHEALTHY_MS = 1_000;

export interface HintsOptions {
  readonly url: string;
  readonly rooms: Rooms;
  readonly sessions: SessionWatch;
  readonly log: Log;
}

/** Passes on what PostgreSQL notifies of, and polls for what it did not. */
export function followHints({ url, rooms, sessions, log }: HintsOptions): AsyncDisposable {
  let isHealthy = false;
  let hasComplained = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let polling: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  const poll = (): void => {
    clearTimeout(timer);
    polling = polling
      .then(() => rooms.poll())
      .finally(() => {
        clearTimeout(timer);
        if (isStopped) return;
        timer = setTimeout(poll, isHealthy ? POLL_HEALTHY_MS : POLL_UNHEALTHY_MS);
      });
  };

  const listening = listen({
    url,
    channels: [LOG_CHANNEL, SESSION_CHANNEL],
    onNotification(channel, payload) {
      if (channel === SESSION_CHANNEL) return sessions.wake(payload);
      const hint = parseHeadHint(payload);
      if (hint !== null) rooms.wake(hint.eventId, hint.head);
    },
    onHealth(next) {
      if (next) hasComplained = false;
      isHealthy = next;
      // What was said while nobody listened is found out at once.
      if (!isStopped) poll();
    },
    onError(error) {
      if (!hasComplained) log.warn({ error }, 'Notifications of the database are interrupted');
      hasComplained = true;
    },
  });
  timer = setTimeout(poll, POLL_UNHEALTHY_MS);

  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      clearTimeout(timer);
      await listening[Symbol.asyncDispose]();
      await polling;
    },
  };
}
