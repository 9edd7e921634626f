import type { Hint } from '../../lib/server/bus/hints.ts';
import { toPresentAnswer } from '../../lib/server/bus/present-answer.ts';
import type { Log } from '../../lib/server/log.ts';
import type { Presence } from './presence.ts';

type Asking = Extract<Hint, { readonly is: 'ask-present' }>;

/** Answers a process that is no node. */
export type AnswerPresence = (asking: Asking) => void;

interface AnsweringOptions {
  readonly presence: Pick<Presence, 'present' | 'hasOwn'>;
  readonly answer: (text: string) => Promise<void>;
  readonly log: Log;
}

/** Each node answers, so that whoever asks knows when all have; a node where somebody is in the room knows the others. */
export function createPresenceAnswers({ presence, answer, log }: AnsweringOptions): AnswerPresence {
  const tell = async ({ eventId, ask }: Asking): Promise<void> => {
    const isInside = presence.hasOwn(eventId);
    // Ids are worth waiting for where this is the answer that counts.
    const present = isInside ? await presence.present(eventId) : { online: 0, people: [] };
    await answer(toPresentAnswer({ ask, isInside, present }));
  };
  return (asking) =>
    void tell(asking).catch((error: unknown) =>
      log.warn({ error, eventId: asking.eventId }, 'Who is in a room could not be answered'),
    );
}
