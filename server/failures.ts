import { DatabaseError } from 'pg';
import { z } from 'zod';

import { refusal, type ProtocolError } from '../protocol/errors.ts';

const unavailable = refusal(
  'unavailable',
  'We can not reach our database right now. It is safe to try again in a moment.',
  1_000,
);
const internal = refusal('internal', 'Something went wrong on our side. Please try again.');

/** SQLSTATE classes of a database that is away, full, starting or stopping, or too slow. */
const AWAY = /^(08|53|55|57|58)/;

/** What to answer where a handler threw: a lost dependency can be waited for, a bug can not. */
export function toRefusal(error: unknown): ProtocolError {
  if (error instanceof DatabaseError) return AWAY.test(error.code ?? '') ? unavailable : internal;
  return isBug(error) ? internal : unavailable;
}

const isBug = (error: unknown): boolean =>
  !(error instanceof Error) ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof SyntaxError ||
  error instanceof z.core.$ZodError;
