import type { Readable } from 'node:stream';
import { ReadableStream as WebStream } from 'node:stream/web';

import type { ErrorCode, ProtocolError } from '../../protocol/errors.ts';

export const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'duplicate-conflict': 409,
  'rate-limited': 429,
  'too-many-connections': 429,
  internal: 500,
  overloaded: 503,
  unavailable: 503,
};

/** Nothing that the API says may be kept by a cache: it depends on who asks. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** A success; `204` has no content. */
export const respond = (status: number, value: unknown): Response =>
  status === 204
    ? new Response(null, { status, headers: HEADERS })
    : Response.json(value, { status, headers: HEADERS });

/** A refusal, with the status that fits its code and `Retry-After` in whole seconds where it has one. */
export function respondRefusal(error: ProtocolError, status = STATUS[error.code]): Response {
  return Response.json({ error }, { status, headers: { ...HEADERS, ...retryAfterOf(error) } });
}

export const retryAfterOf = ({ retryAfterMs }: ProtocolError): Record<string, string> =>
  retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };

/**
 * A stream of Node's as a response takes it. Whoever stops reading ends it, and nothing of it is read before somebody
 * does: `Readable.toWeb` would begin at once, and a response that nobody reads would hold its file open.
 */
export const toBody = (bytes: Readable): ReadableStream =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's stream types and the web's differ
  WebStream.from(bytes) as unknown as ReadableStream;
