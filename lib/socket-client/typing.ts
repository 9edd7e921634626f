/** Well inside the 5 s after which the server clears a typist who is not heard of. */
const TYPING_EVERY_MS = 2_000;

export interface TypingSender {
  /** Call at every keystroke; a request goes out at most once in 2 s for each event. */
  readonly start: (eventId: string) => void;
  /** Sends `stop-typing` once, and only where `start` was called since the last stop. */
  readonly stop: (eventId: string) => void;
  /** Forgets that one is typing without saying so: the server clears it by itself on a send. */
  readonly forget: (eventId: string) => void;
  /** The connection ended, and with it what the server knew. */
  readonly forgetAll: () => void;
}

interface TypingSenderOptions {
  readonly send: (name: 'typing' | 'stop-typing', eventId: string) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export function createTypingSender({ send, now }: TypingSenderOptions): TypingSender {
  const lastSentAt = new Map<string, number>();
  return {
    start(eventId) {
      const last = lastSentAt.get(eventId);
      if (last !== undefined && now() - last < TYPING_EVERY_MS) return;
      lastSentAt.set(eventId, now());
      send('typing', eventId);
    },
    stop(eventId) {
      if (lastSentAt.delete(eventId)) send('stop-typing', eventId);
    },
    forget: (eventId) => void lastSentAt.delete(eventId),
    forgetAll: () => lastSentAt.clear(),
  };
}
