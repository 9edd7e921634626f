import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Exceeded } from './ports.ts';

/** For an event that does not exist, never did, or has an id that can't be one. */
export const noSuchEvent: ProtocolError = refusal(
  'not-found',
  'There is no such event. It may have been deleted.',
);

/** For whoever was banned, wherever they try to come in. */
export const removed: ProtocolError = refusal(
  'forbidden',
  'You were removed from this event by its organisers.',
);

/** For want of budget, with when to come again. `what` is a sentence that says what was too much. */
export function tooFast(what: string, { retryAfterMs }: Exceeded): ProtocolError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return refusal('rate-limited', `${what} Try again in ${seconds} s.`, Math.ceil(retryAfterMs));
}
