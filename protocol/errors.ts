import { z } from 'zod';

/**
 * Why a request was refused. A closed list: programs switch on it, and a client
 * treats a code that it does not know like `internal`.
 */
export const ErrorCode = z.enum([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'rate-limited',
  'too-many-connections',
  'duplicate-conflict',
  'overloaded',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.output<typeof ErrorCode>;

/** What each code means, for the documentation. */
export const ERROR_CODES: Readonly<Record<ErrorCode, string>> = {
  invalid: 'The request does not have the shape or the values that it must have.',
  unauthenticated: 'No valid session: sign in again.',
  forbidden:
    'Signed in, but without the right to do this. Attend the event first, or ask its organiser.',
  'not-found': 'There is no such thing, or it must not be seen.',
  'rate-limited': 'Too many requests; `retryAfterMs` says when the next may come.',
  'too-many-connections': 'This person has too many connections open; close one.',
  'duplicate-conflict': 'The `clientMessageId` belongs to an earlier message with another content.',
  overloaded: 'The server has too much to do; `retryAfterMs` says when to come again.',
  unavailable: 'The database cannot be reached; the outcome is unknown and a repeat is safe.',
  internal: 'A fault of the server; it is in its log.',
};

/** Codes after which the same request may succeed unchanged. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate-limited',
  'too-many-connections',
  'overloaded',
  'unavailable',
  'internal',
]);

export const isRetryable = (code: ErrorCode): boolean => RETRYABLE.has(code);

export const ProtocolError = z.object({
  code: ErrorCode,
  /** A sentence that a person may read: what was refused, and what to do. */
  message: z.string(),
  /** Whether the same request may succeed later, unchanged. */
  retryable: z.boolean(),
  /** Milliseconds to wait before the next try. */
  retryAfterMs: z.int().nonnegative().optional(),
});
export type ProtocolError = z.output<typeof ProtocolError>;

/** Builds a refusal; whether it is worth a repeat follows from its code. */
export const refusal = (
  code: ErrorCode,
  message: string,
  retryAfterMs?: number,
): ProtocolError => ({
  code,
  message,
  retryable: isRetryable(code),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
