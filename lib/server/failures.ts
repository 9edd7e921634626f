import { isDataError, isUnavailable } from '../../db/errors.ts';
import { refusal, type ProtocolError } from '../../protocol/errors.ts';

/** Something that no column can hold. Nobody's fault but the sender's, so it is not logged. */
export const unstorable = refusal('invalid', "This holds something that can't be stored.");

const unavailable = refusal(
  'unavailable',
  'Hallway is not available right now. It is safe to try again in a moment.',
  1_000,
);

const internal = refusal('internal', 'Something went wrong on our side. Please try again.');

/** What to answer where a handler threw: a lost database can be waited for, a bug can not. */
export function toRefusal(error: unknown): ProtocolError {
  if (isDataError(error)) return unstorable;
  return isUnavailable(error) ? unavailable : internal;
}
