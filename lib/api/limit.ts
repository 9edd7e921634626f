import { refusal, type ProtocolError } from '../../protocol/errors.ts';

/** A refusal for want of budget, with when to come again. */
export function tooFast(
  what: string,
  { retryAfterMs }: { readonly retryAfterMs: number },
): ProtocolError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return refusal('rate-limited', `${what} Try again in ${seconds} s.`, Math.ceil(retryAfterMs));
}
