import { DatabaseError } from 'pg';

import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { DatabaseClosed } from './client.ts';
import { isDataError, isUnavailable } from './errors.ts';

/**
 * What is to be done about a batch that failed:
 * - `retry`: the database is away or was in the way; the same batch again, since its outcome may be unknown.
 * - `held`: somebody else holds a log's lock; nothing of the batch is stored.
 * - `divide`: something in the batch is at fault, and must not take the rest with it.
 * - `refuse`: nothing can be stored now.
 */
export type Remedy = 'retry' | 'held' | 'divide' | 'refuse';

const LOCK_NOT_AVAILABLE = '55P03';
const UNIQUE_VIOLATION = '23505';
/** Full disk or memory, and a server that is read-only or forbids it: no repeat within seconds helps. */
const OUT_OF_RESOURCES = /^(53[12]00|58)/;
/**
 * Read-only as a standby is, until it is the primary or we are led to the new one; a transaction that was ended
 * since we were too slow.
 */
const PASSING_STATE = /^25/;

export function remedyFor(error: unknown): Remedy {
  if (error instanceof DatabaseClosed) return 'refuse';
  if (error instanceof DatabaseError) return remedyForState(error);
  return isUnavailable(error) ? 'retry' : 'divide';
}

function remedyForState(error: DatabaseError): Remedy {
  const code = error.code ?? '';
  if (code === LOCK_NOT_AVAILABLE) return 'held';
  if (OUT_OF_RESOURCES.test(code)) return 'refuse';
  if (PASSING_STATE.test(code) || isUnavailable(error)) return 'retry';
  return isDataError(error) ? 'divide' : 'refuse';
}

/** Whether somebody else stored an id in the same moment: looked at again, it is a repeat or a conflict. */
export const isRace = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;

/** What the asker is told of a draft that failed alone. */
export const refusalFor = (error: unknown): ProtocolError => {
  if (isDataError(error)) return unstorable;
  return remedyFor(error) === 'divide' ? fault : notNow;
};

const unstorable = refusal('invalid', "This holds something that can't be stored.");

const fault = refusal('internal', 'Something went wrong on our side. Please try again.');

/** The outcome may be unknown, and a repeat is safe. */
export const notNow = refusal(
  'unavailable',
  'We could not store this right now. It is safe to try again.',
  1_000,
);

const RETRY_MIN_MS = 100;
const RETRY_MAX_MS = 10_000;
const RETRY_UNKNOWN_MS = 1_000;

/** For want of room. `drainMs`: how long what waits is expected to take; null where that is not known yet. */
export const overloaded = (drainMs: number | null): ProtocolError =>
  refusal(
    'overloaded',
    'Too much is going on right now. Your message was not stored; please try again.',
    Math.round(Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, drainMs ?? RETRY_UNKNOWN_MS))),
  );
