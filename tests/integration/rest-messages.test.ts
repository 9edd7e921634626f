import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import type { MessagesPage } from '../../protocol/rest.ts';
import type { EventMessage } from '../../protocol/wire.ts';
import { startApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, type ApiPerson } from '../harness/api-person.ts';

const LOOSE = {
  messagesPerSecond: 9_999,
  messagesBurst: 9_999,
  messagesPerMinute: 9_999,
};

const send = (person: ApiPerson, eventId: string, body: unknown) =>
  person.send('POST', `/api/events/${eventId}/messages`, body);

interface Page extends Omit<MessagesPage, 'messages'> {
  readonly messages: readonly (EventMessage & { readonly seq: number })[];
}

const read = async (person: ApiPerson, eventId: string, query = ''): Promise<Page> =>
  (await person.get(`/api/events/${eventId}/messages${query}`)).body;

test('[HIST-1] a page is oldest first and says the place in the log that it is true at', async () => {
  await using api = await startApi({ limits: LOOSE });
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const empty = await read(alice, eventId);
  const standing = expect.objectContaining({ role: 'organiser', isFrozen: false });
  const place = { seq: 1, epoch: expect.any(String), hasMore: false };
  expect(empty).toEqual({ messages: [], ...place, standing });
  for (const content of ['one', 'two', 'three']) await send(alice, eventId, { content });
  await alice.send('PATCH', `/api/events/${eventId}`, { title: 'New' });
  const page = await read(alice, eventId);
  expect(page.messages.map(({ content, seq }) => [content, seq])).toEqual([
    ['one', 2],
    ['two', 3],
    ['three', 4],
  ]);
  expect([page.seq, page.epoch, page.hasMore]).toEqual([5, empty.epoch, false]);
});

test('[HIST-2] without a place the newest come, before it the nearest older, after it the nearest newer', async () => {
  await using api = await startApi({ limits: LOOSE });
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  for (let seq = 2; seq <= 11; seq += 1) await send(alice, eventId, { content: `m${seq}` });
  const seqs = async (query: string) => {
    const { messages, hasMore } = await read(alice, eventId, query);
    return [messages.map(({ seq }) => seq), hasMore];
  };
  expect(await seqs('?limit=3')).toEqual([[9, 10, 11], true]);
  expect(await seqs('?limit=3&before=9')).toEqual([[6, 7, 8], true]);
  expect(await seqs('?limit=3&before=4')).toEqual([[2, 3], false]);
  expect(await seqs('?limit=3&before=0')).toEqual([[], false]);
  expect(await seqs('?limit=3&after=0')).toEqual([[2, 3, 4], true]);
  expect(await seqs('?limit=3&after=8')).toEqual([[9, 10, 11], false]);
  expect(await seqs('?limit=3&after=11')).toEqual([[], false]);
  expect(await seqs(`?after=${Number.MAX_SAFE_INTEGER}`)).toEqual([[], false]);
  expect((await read(alice, eventId, '?limit=10')).hasMore).toBe(false);
});

test('[HIST-3] only who takes part reads an event’s messages', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  await send(alice, eventId, { content: 'secret' });
  const bob = await enterAsGuest(api, 'Bob');
  const ofBob = await createEvent(bob);
  const reply = await bob.get(`/api/events/${eventId}/messages`);
  expect([reply.status, reply.body.error.code]).toEqual([403, 'forbidden']);
  expect(JSON.stringify(reply.body)).not.toContain('secret');
  expect((await alice.get(`/api/events/${ofBob}/messages`)).status).toBe(403);
});

test('[HIST-4] read while people write, every message is in the page or after its seq, never lost or doubled', async () => {
  await using api = await startApi({ limits: LOOSE });
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const writing = Promise.all(
    Array.from({ length: 60 }, (_, index) => send(alice, eventId, { content: `m${index}` })),
  );
  const snapshots: Page[] = [];
  for (let reads = 0; reads < 15; reads += 1) snapshots.push(await read(alice, eventId));
  await writing;
  const all = (await read(alice, eventId, '?limit=100')).messages;
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 2));
  for (const { messages, seq } of snapshots) {
    const expected = all.filter((message) => message.seq <= seq).slice(-50);
    expect(messages).toEqual(expected);
    const later = await read(alice, eventId, `?limit=100&after=${seq}`);
    expect(later.messages).toEqual(all.filter((message) => message.seq > seq));
  }
  const back: number[] = [];
  let page = await read(alice, eventId, '?limit=7');
  while (true) {
    back.unshift(...page.messages.map(({ seq }) => seq));
    if (!page.hasMore) break;
    page = await read(alice, eventId, `?limit=7&before=${back[0]}`);
  }
  expect(back).toEqual(all.map(({ seq }) => seq));
});

test('[REST-8] a message sent over HTTP is a message like any other', async () => {
  await using api = await startApi({ limits: LOOSE });
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const clientMessageId = randomUUID();
  const first = await send(alice, eventId, { content: ' hi\r\nthere ', clientMessageId });
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    id: expect.any(String),
    eventId,
    userId: alice.id,
    content: 'hi\nthere',
    userName: 'Alice',
    createdAt: expect.stringMatching(/Z$/),
    seq: 2,
    clientMessageId,
  });
  const again = await send(alice, eventId, { content: 'hi\nthere', clientMessageId });
  expect(again.body).toEqual({ ...first.body, duplicate: true });
  const other = await send(alice, eventId, { content: 'other', clientMessageId });
  expect([other.status, other.body.error.code]).toEqual([409, 'duplicate-conflict']);
  const same = await Promise.all(
    Array.from({ length: 10 }, () =>
      send(alice, eventId, { content: 'x', clientMessageId: 'same' }),
    ),
  );
  expect(new Set(same.map(({ body }) => body.id))).toHaveProperty('size', 1);
  expect((await read(alice, eventId)).messages).toHaveLength(2);
});

test.each([
  ['no text', {}],
  ['a number', { content: 7 }],
  ['blanks', { content: ' \n\u0000 ' }],
  ['1,001 emoji', { content: '😀'.repeat(1_001) }],
  ['a lone surrogate', { content: 'a\ud83d' }],
  ['a bad id', { content: 'x', clientMessageId: 'a b' }],
  ['an id too long', { content: 'x', clientMessageId: 'a'.repeat(65) }],
  ['somebody else as its author', { content: 'x', userId: 'bob' }],
  ['another event', { content: 'x', eventId: 'other' }],
])('[REST-8] a message with %s is refused', async (_what, body) => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const reply = await send(alice, await createEvent(alice), body);
  expect([reply.status, reply.body.error.code]).toEqual([400, 'invalid']);
});

test('[REST-8] 1,000 emoji are a message', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const reply = await send(alice, await createEvent(alice), { content: '😀'.repeat(1_000) });
  expect(reply.status).toBe(201);
});

test('[REST-8] too many messages are refused with the time to wait', async () => {
  await using api = await startApi({ limits: { messagesPerMinute: 2 } });
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  for (const content of ['one', 'two']) await send(alice, eventId, { content });
  const refused = await send(alice, eventId, { content: 'three' });
  expect([refused.status, refused.body.error.code]).toEqual([429, 'rate-limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
