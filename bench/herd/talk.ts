import type { Sheep } from './sheep.ts';

const MESSAGES_PER_SECOND = 5;

export interface Talk {
  /** Ends it; how many messages were acknowledged. */
  stop(): number;
  /** Resolves when everything that was said has its answer. */
  settle(): Promise<unknown>;
}

/** Has people say something in turns, as long as wanted. */
export function keepTalking(talkers: readonly Sheep[]): Talk {
  let acknowledged = 0;
  let turn = 0;
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    turn += 1;
    const sent = talkers[turn % talkers.length]?.send(`message ${turn}`);
    last = Promise.all([
      last,
      sent?.then((answer) => void (acknowledged += (answer as { ok: boolean }).ok ? 1 : 0)),
    ]);
  }, 1_000 / MESSAGES_PER_SECOND);
  return {
    stop() {
      clearInterval(timer);
      return acknowledged;
    },
    settle: () => last,
  };
}
