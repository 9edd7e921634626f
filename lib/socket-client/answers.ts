import { z } from 'zod';

import { ProtocolError, refusal } from '../../protocol/errors.ts';
import type { ProtocolError as Refusal } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import { requests } from '../../protocol/wire.ts';
import type { Answer, AnswerValue, RequestName } from '../../protocol/wire.ts';

/** A refusal as a server may send it: a code of a later version reads as `internal`. */
export const LenientRefusal = ProtocolError.extend({
  code: ProtocolError.shape.code.catch('internal'),
  message: z.string().catch('Something went wrong. Please try again.'),
  retryable: z.boolean().optional(),
  retryAfterMs: ProtocolError.shape.retryAfterMs.catch(undefined),
}).transform(({ code, message, retryable, retryAfterMs }): Refusal => {
  const base = refusal(code, message, retryAfterMs);
  return retryable === undefined ? base : { ...base, retryable };
});

const Envelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: LenientRefusal }),
]);

const schemas: { readonly [N in RequestName]: { readonly answer: z.ZodType<AnswerValue<N>> } } =
  requests;

/**
 * Reads what a server answered to a request. What can't be understood becomes an
 * `internal` refusal, so that a caller never sees anything but a `Result`.
 */
export function parseAnswer<N extends RequestName>(name: N, raw: unknown): Answer<N> {
  const envelope = Envelope.safeParse(raw);
  if (!envelope.success) return fail(notUnderstood());
  if (!envelope.data.ok) return fail(envelope.data.error);
  const value = schemas[name].answer.safeParse(envelope.data.value);
  return value.success ? ok(value.data) : fail(notUnderstood());
}

const notUnderstood = (): Refusal =>
  refusal('internal', 'The answer of the server could not be understood. Please try again.');

/** A request that was not sent, since there is no connection to send it over. */
export const notConnected = (): Refusal =>
  refusal('unavailable', 'You are not connected right now. Please try again in a moment.');

/** A request without an answer in time; whether it was carried out is unknown. */
export const noAnswer = (): Refusal =>
  refusal('unavailable', 'The server did not answer in time. Please try again.');
