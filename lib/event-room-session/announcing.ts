import type { SeenHow } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';

/** Thousands see an announcement in the same moment; what they say of it is spread over so long. */
const SPREAD_MS = 4_000;
const AGAIN_MS = 15_000;
const TRIES = 8;

export interface Announcing {
  /** Says, once, that an announcement is on a screen that somebody looks at. Nothing depends on it but a number. */
  readonly sawAnnouncement: (announcementId: string, how: SeenHow) => void;
}

export function createAnnouncing({ client, eventId }: RoomContext): Announcing & {
  readonly stop: () => void;
} {
  const said = new Set<string>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const sayIn = (ms: number, say: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void say();
    }, ms);
    timers.add(timer);
  };
  const say = async (announcementId: string, how: SeenHow, tries: number): Promise<void> => {
    const answer = await client.sayAnnouncementSeen(eventId, announcementId, how);
    if (answer.ok || !answer.error.retryable || tries === 1) return;
    sayIn(AGAIN_MS, () => say(announcementId, how, tries - 1));
  };
  return {
    sawAnnouncement(announcementId, how) {
      if (said.has(announcementId)) return;
      said.add(announcementId);
      sayIn(Math.random() * SPREAD_MS, () => say(announcementId, how, TRIES));
    },
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  };
}
