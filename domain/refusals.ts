import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Exceeded } from './ports.ts';

/** For an event that does not exist, never did, or has an id that can't be one. */
export const noSuchEvent: ProtocolError = refusal(
  'not-found',
  'There is no such event. It may have been deleted.',
);

/** For a message that never was in this event, or was deleted. */
export const noSuchMessage: ProtocolError = refusal(
  'not-found',
  'There is no such message. It may have been deleted.',
);

/** For a place in a list that its last page did not give. */
export const badCursor = refusal(
  'invalid',
  'The cursor is not one of this list. Start again without it.',
);

/** For an announcement that never was in this event, or was deleted. */
export const noSuchAnnouncement: ProtocolError = refusal(
  'not-found',
  'There is no such announcement. It may have been deleted.',
);

/** For a question that never was in this event, or that one may not see. */
export const noSuchQuestion: ProtocolError = refusal(
  'not-found',
  'There is no such question. It may have been dismissed.',
);

/** For a file that never was in this event, is somebody else's, in a message already, or gone. */
export const noSuchFile: ProtocolError = refusal(
  'not-found',
  'There is no such file. It may have been deleted.',
);

/** For an export that never was, or whose time is over. */
export const noSuchExport: ProtocolError = refusal(
  'not-found',
  'There is no such export. It may have been removed; ask for a new one.',
);

export const noAccount: ProtocolError = refusal(
  'unauthenticated',
  'This account no longer exists. Sign in again.',
);

/** For words that the event's filter refuses. */
export const unfit: ProtocolError = refusal(
  'invalid',
  "Your message has words that this event doesn't allow. Please rephrase it.",
);

/** For whoever was banned, wherever they try to come in; with the reason that was given for it. */
export const banned = (reason?: string | null): ProtocolError =>
  refusal(
    'forbidden',
    `You were banned from this event by its moderators${reason == null ? '.' : `: ${reason}`}`,
  );

/** For whoever was removed, when they are put out; they may come back. */
export const removed: ProtocolError = refusal(
  'forbidden',
  'You were removed from this event by its organisers.',
);

/** For somebody who never took part, or has no account. */
export const noSuchParticipant: ProtocolError = refusal(
  'not-found',
  'There is no such participant in this event.',
);

/** For want of budget, with when to come again. `what` is a sentence that says what was too much. */
export function tooFast(what: string, { retryAfterMs }: Exceeded): ProtocolError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return refusal('rate-limited', `${what} Try again in ${seconds} s.`, Math.ceil(retryAfterMs));
}
