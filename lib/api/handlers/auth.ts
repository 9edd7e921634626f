import { z } from 'zod';

import type { ProtocolError } from '../../../protocol/errors.ts';
import { parseGiven } from '../../../protocol/parse.ts';
import { answerFailure } from '../answer-failure.ts';
import { clientAddressOf } from '../client-address.ts';
import { parseJson, readBody } from '../read-request.ts';
import { retryAfterOf, STATUS } from '../respond.ts';
import type { Services } from '../services.ts';
import { bearerOf } from '../session.ts';

/** Requests that make a session. */
const ENTRIES = /^\/api\/auth\/(sign-in|sign-up)\//;

const Credentials = z.object({ email: z.string().max(320) });

/**
 * Hands a request to Better Auth, after the limits that it must not have to
 * enforce itself: the size of the body and the number of tries. Refusals have
 * Better Auth's shape here, since its client reads them.
 */
export async function handleAuth(services: Services, request: Request): Promise<Response> {
  const origin = services.origins.check(request);
  if (origin !== null) return refuse(403, 'INVALID_ORIGIN', origin.message);
  const body = await readBody(request);
  if (!body.ok) return refuse(400, 'invalid', body.error.message);
  const retryAfterMs = await exceeded(services, request, body.value);
  if (retryAfterMs !== null) return refuseFast(retryAfterMs);
  try {
    return await services.accounts.handle(withBody(request, body.value));
  } catch (error) {
    return answerFailure(services, 'auth', error, refuseFailed);
  }
}

async function exceeded(
  { budgets }: Services,
  request: Request,
  body: Uint8Array,
): Promise<number | null> {
  const { pathname } = new URL(request.url);
  if (request.method !== 'POST' || !ENTRIES.test(pathname)) return null;
  const address = clientAddressOf(request.headers);
  const entry = await budgets.entries.take(address);
  if (entry !== null) return entry.retryAfterMs;
  const email = pathname.endsWith('/sign-in/email') ? emailOf(body) : null;
  if (email === null) return null;
  const here = await budgets.signIns.take(`${email} ${address}`);
  const tried = here ?? (await budgets.signInsAnywhere.take(email));
  return tried?.retryAfterMs ?? null;
}

function emailOf(body: Uint8Array): string | null {
  const parsed = parseJson(body);
  const credentials = parseGiven(Credentials, parsed.ok ? parsed.value : null);
  return credentials.success ? credentials.data.email.trim().toLowerCase() : null;
}

const refuse = (status: number, code: string, message: string, headers?: HeadersInit): Response =>
  Response.json(
    { code, message },
    {
      status,
      headers: { 'cache-control': 'no-store', ...Object.fromEntries(new Headers(headers)) },
    },
  );

const refuseFailed = (refused: ProtocolError): Response =>
  refuse(STATUS[refused.code], refused.code, refused.message, retryAfterOf(refused));

function refuseFast(retryAfterMs: number): Response {
  const seconds = String(Math.max(1, Math.ceil(retryAfterMs / 1_000)));
  const message = `Those were many tries. Please try again in ${seconds} s.`;
  return refuse(429, 'TOO_MANY_REQUESTS', message, {
    'retry-after': seconds,
    'x-retry-after': seconds,
  });
}

/** A request of our own making, whatever the server's kind of request can do. */
function withBody(request: Request, body: Uint8Array): Request {
  const { url, method } = request;
  const hasBody = body.byteLength > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers: headersFor(request.headers),
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

/**
 * Better Auth asks for an origin where there is any sign of a browser. A program's
 * requests have such signs too: Node's fetch says `sec-fetch-mode`, a phone's sends
 * the cookies that it was given beside the token. Our own check has let them pass.
 */
function headersFor(given: Headers): Headers {
  const headers = new Headers(given);
  if (bearerOf(headers) !== null) headers.delete('cookie');
  if (!['cookie', 'origin', 'referer', 'expo-origin'].some((name) => headers.has(name))) {
    for (const name of ['site', 'mode', 'dest']) headers.delete(`sec-fetch-${name}`);
  }
  return headers;
}
