import { z } from 'zod';

import { refusal } from '../../protocol/errors.ts';
import type { ErrorCode, ProtocolError } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { LenientRefusal } from '../socket-client/answers.ts';

/** Longer than the slowest answer of a healthy server, shorter than a person's patience. */
const TIMEOUT_MS = 15_000;

export interface JsonFetchOptions {
  /** Origin of the API without a slash at its end; empty for the page's own. */
  readonly baseUrl: string;
  /** For programs without cookies: the session's token, sent as a bearer. */
  readonly getToken?: (() => Promise<string | null>) | undefined;
  readonly fetch?: typeof fetch;
}

type Query = Readonly<Record<string, string | number | undefined>>;

interface JsonRequest<Value> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** How to read a success; one without content reads as `null`. */
  readonly answer: z.ZodType<Value>;
}

export type JsonFetch = <Value>(
  request: JsonRequest<Value>,
) => Promise<Result<Value, ProtocolError>>;

const Refused = z.object({ error: LenientRefusal });

const unreachable = (): ProtocolError =>
  refusal(
    'unavailable',
    "Hallway can't be reached right now. Check your connection and try again.",
  );

/**
 * Sends one request and reads its answer by a schema. Always resolves: no connection, no
 * answer in 15 s and an aborted request are `unavailable`, an unreadable answer is `internal`.
 */
export const createJsonFetch = (options: JsonFetchOptions): JsonFetch => {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  return async (request) => {
    const aborter = new AbortController();
    const abort = () => aborter.abort();
    const timer = setTimeout(abort, TIMEOUT_MS);
    request.signal?.addEventListener('abort', abort);
    if (request.signal?.aborted) abort();
    try {
      const init = await toInit(request, options.getToken);
      const url = options.baseUrl + request.path + queryText(request.query);
      const response = await send(url, { ...init, signal: aborter.signal });
      return await readAnswer(request.answer, response);
    } catch {
      // `fetch` and the reading of a body reject only for want of a connection.
      return fail(unreachable());
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
    }
  };
};

async function toInit(
  { method, body }: JsonRequest<unknown>,
  getToken: JsonFetchOptions['getToken'],
): Promise<RequestInit> {
  const token = getToken === undefined ? null : await getToken();
  return {
    method,
    credentials: getToken === undefined ? 'include' : 'omit',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

function queryText(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? '' : `?${given.join('&')}`;
}

async function readAnswer<Value>(
  answer: z.ZodType<Value>,
  response: Response,
): Promise<Result<Value, ProtocolError>> {
  const text = await response.text();
  const body = text === '' ? null : parseJson(text);
  if (!response.ok) return fail(refusalOf(response, body));
  const value = answer.safeParse(body);
  if (value.success) return ok(value.data);
  return fail(refusal('internal', 'The answer could not be understood. Please try again.'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Codes and words for answers that are not ours, as of a proxy in between. */
const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['invalid', 'Something in this is not valid.'],
  401: ['unauthenticated', 'Please sign in again.'],
  403: ['forbidden', 'You may not do this.'],
  404: ['not-found', 'This could not be found. It may have been deleted.'],
  429: ['rate-limited', 'That was a bit fast. Please wait a moment and try again.'],
  502: ['unavailable', 'Hallway is not available right now. Please try again in a moment.'],
  503: ['unavailable', 'Hallway is not available right now. Please try again in a moment.'],
  504: ['unavailable', 'Hallway is not available right now. Please try again in a moment.'],
};

const FAULT = ['internal', 'Something went wrong on our side. Please try again.'] as const;

function refusalOf(response: Response, body: unknown): ProtocolError {
  const refused = Refused.safeParse(body);
  if (refused.success) return refused.data.error;
  const [code, message] = BY_STATUS[response.status] ?? FAULT;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return refusal(code, message, seconds > 0 ? Math.round(seconds * 1_000) : undefined);
}
