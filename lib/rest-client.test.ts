import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';

import { createRestClient } from './rest-client.ts';

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const servers: (() => void)[] = [];
afterEach(() => servers.splice(0).forEach((close) => close()));

/** An HTTP server that gives one reply to everything and keeps what it was asked. */
async function replying(reply: Reply) {
  const asked: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url}`);
    tokens.push(request.headers.authorization);
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');
  return { baseUrl: `http://127.0.0.1:${address.port}`, asked, tokens };
}

test('[CLIENT-26] an answer is read by its schema, and further fields are dropped', async () => {
  const page = { messages: [], seq: 4, epoch: 'a', hasMore: false, more: 1 };
  const { baseUrl, asked, tokens } = await replying({ status: 200, body: page });
  const rest = createRestClient({ baseUrl, getToken: () => Promise.resolve('t0ken') });
  const answer = await rest.listMessages('a b', { after: 3, limit: 10 });
  expect(answer).toEqual({ ok: true, value: { messages: [], seq: 4, epoch: 'a', hasMore: false } });
  expect(asked).toEqual(['GET /api/events/a%20b/messages?after=3&limit=10']);
  expect(tokens).toEqual(['Bearer t0ken']);
});

test('[CLIENT-26] a refusal of the server comes with its own words', async () => {
  const error = { code: 'forbidden', message: 'Attend the event first.' };
  const { baseUrl } = await replying({ status: 403, body: { error } });
  const answer = await createRestClient({ baseUrl }).getEvent('e1');
  expect(answer).toEqual({ ok: false, error: { ...error, retryable: false } });
});

test('[CLIENT-26] what is no answer of ours becomes a sentence that a person can read', async () => {
  const broken = await replying({ status: 200, body: '<html>' });
  const proxy = await replying({ status: 502, body: '<html>Bad gateway' });
  const busy = await replying({ status: 429, headers: { 'retry-after': '2' } });
  const [unreadable, unavailable, limited] = await Promise.all(
    [broken, proxy, busy].map(({ baseUrl }) => createRestClient({ baseUrl }).getEvent('e1')),
  );
  expect(unreadable).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(unavailable).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  expect(limited).toMatchObject({
    ok: false,
    error: { code: 'rate-limited', retryAfterMs: 2_000 },
  });
});

test('[CLIENT-26] without a connection the answer is `unavailable`, and so for an aborted request', async () => {
  const gone = createRestClient({ baseUrl: 'http://127.0.0.1:1' });
  expect(await gone.getEvent('e1')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  const { baseUrl } = await replying({ status: 200 });
  const aborted = await createRestClient({ baseUrl }).getEvent('e1', {
    signal: AbortSignal.abort(),
  });
  expect(aborted).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});

test('[CLIENT-26] a message is changed by its path, and the answer says where the change stands', async () => {
  const body = { eventId: 'e1', messageId: 'm1', seq: 7 };
  const { baseUrl, asked } = await replying({ status: 200, body });
  const rest = createRestClient({ baseUrl });
  expect(await rest.editMessage('e1', 'm1', 'new words')).toEqual({ ok: true, value: body });
  expect(await rest.deleteMessage('e1', 'm1')).toEqual({ ok: true, value: body });
  expect(asked).toEqual(['PATCH /api/events/e1/messages/m1', 'DELETE /api/events/e1/messages/m1']);
});

test('[CLIENT-26] a deletion has no content to read', async () => {
  const { baseUrl, asked } = await replying({ status: 204 });
  expect(await createRestClient({ baseUrl }).deleteEvent('e1')).toEqual({ ok: true, value: null });
  expect(asked).toEqual(['DELETE /api/events/e1']);
});
