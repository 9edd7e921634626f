import { afterEach, expect, test } from 'vitest';

import { provideBackend } from '../../lib/api/load-backend.ts';
import {
  broadcastNewMessage,
  broadcastParticipationUpdate,
  type BroadcastMessage,
} from '../../lib/socket-broadcast.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, signUp, type ApiPerson } from '../harness/api-person.ts';

afterEach(() => provideBackend(undefined));

async function start(): Promise<
  AsyncDisposable & { readonly api: TestApi; readonly alice: ApiPerson; readonly eventId: string }
> {
  const api = await startApi();
  provideBackend(api.backend);
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  return { api, alice, eventId, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

const message = (eventId: string, fields: Partial<BroadcastMessage> = {}): BroadcastMessage => ({
  id: 'msg123',
  eventId,
  userId: 'user123',
  content: 'Hello!',
  userName: 'John Doe',
  createdAt: '2020-01-02T03:04:05.678Z',
  ...fields,
});

const history = async (person: ApiPerson, eventId: string): Promise<readonly object[]> =>
  (await person.get(`/api/events/${eventId}/messages`)).body.messages;

test('[CAST-1] a message of another back end becomes an entry like any other, with its id and time', async () => {
  await using world = await start();
  const { alice, eventId } = world;
  await broadcastNewMessage(message(eventId, { userImage: 'https://example.org/john.png' }));
  expect(await history(alice, eventId)).toEqual([
    {
      id: 'msg123',
      eventId,
      userId: 'user123',
      content: 'Hello!',
      userName: 'John Doe',
      userImage: 'https://example.org/john.png',
      createdAt: '2020-01-02T03:04:05.678Z',
      seq: 2,
    },
  ]);
});

test('[CAST-2] the same call again, also at the same time, changes nothing', async () => {
  await using world = await start();
  const { alice, eventId } = world;
  const john = { id: 'user123', name: 'John Doe', image: null };
  await Promise.all(Array.from({ length: 20 }, () => broadcastNewMessage(message(eventId))));
  await Promise.all(
    Array.from({ length: 20 }, () =>
      broadcastParticipationUpdate(eventId, 'user123', 'attending', john),
    ),
  );
  expect(await history(alice, eventId)).toHaveLength(1);
  const { body } = await alice.get(`/api/events/${eventId}`);
  expect(body.attendingCount).toBe(2);
  expect((await alice.get(`/api/events/${eventId}/messages`)).body.seq).toBe(3);
});

test('[CAST-3] the person is created, or gets the name and the picture given', async () => {
  await using world = await start();
  const { api, eventId } = world;
  await broadcastNewMessage(message(eventId));
  await broadcastParticipationUpdate(eventId, 'user123', 'interested', {
    id: 'user123',
    name: 'Johnny',
    image: 'https://example.org/j.png',
  });
  const known = await api.database.db
    .selectFrom('user')
    .select(['name', 'image'])
    .where('id', '=', 'user123')
    .execute();
  expect(known).toEqual([{ name: 'Johnny', image: 'https://example.org/j.png' }]);
});

test('[CAST-4] an event that does not exist is refused, and what to do is said', async () => {
  await using world = await start();
  const { api, alice, eventId } = world;
  await expect(broadcastNewMessage(message('nowhere'))).rejects.toThrow(
    /broadcastNewMessage: .*"nowhere".*create it first/,
  );
  const john = { id: 'user123', name: 'John' };
  const update = broadcastParticipationUpdate('nowhere', 'user123', null, john);
  await expect(update).rejects.toThrow(/create it first/);
  await alice.send('DELETE', `/api/events/${eventId}`);
  await expect(broadcastNewMessage(message(eventId))).rejects.toThrow(/create it first/);
  const { rows } = await api.database.pool.query(`select 1 from "user" where id = 'user123'`);
  expect(rows).toEqual([]);
});

test.each<[string, Partial<Record<keyof BroadcastMessage, unknown>>, RegExp]>([
  ['no text', { content: ' ' }, /content: A message can't be empty/],
  ['1,001 characters', { content: 'x'.repeat(1_001) }, /at most 1,000/],
  ['a lone surrogate', { content: 'a\ud800' }, /broken Unicode/],
  ['no name', { userName: '\u200b' }, /userName: A name can't be empty/],
  ['a bad id', { id: 'a b' }, /id: An id has/],
  ['an id that is a number', { id: 7 }, /id: An id must be text/],
  ['a date that is no text', { createdAt: new Date() }, /createdAt: a time is ISO 8601/],
  ['a bad date', { createdAt: 'yesterday' }, /toISOString/],
  ['a picture that is code', { userImage: 'javascript:alert(1)' }, /http or https/],
])('[CAST-5] a message with %s is refused in words', async (_what, fields, reason) => {
  await using world = await start();
  const { alice, eventId } = world;
  // @ts-expect-error -- what JavaScript may hand over
  const given: BroadcastMessage = { ...message(eventId), ...fields };
  await expect(broadcastNewMessage(given)).rejects.toThrow(reason);
  expect(await history(alice, eventId)).toEqual([]);
});

test('[CAST-5] text is cleaned as everywhere', async () => {
  await using world = await start();
  const { alice, eventId } = world;
  await broadcastNewMessage(
    message(eventId, { content: ' a\u0000b\r\nc ', userName: 'Jo\u202Ehn' }),
  );
  expect(await history(alice, eventId)).toMatchObject([{ content: 'ab\nc', userName: 'John' }]);
});

test('[CAST-5] an id that belongs to another message is refused', async () => {
  await using world = await start();
  const { alice, eventId } = world;
  await broadcastNewMessage(message(eventId));
  await expect(broadcastNewMessage(message(eventId, { content: 'Other' }))).rejects.toThrow(
    /different message/,
  );
  const elsewhere = await createEvent(alice);
  await expect(broadcastNewMessage(message(elsewhere))).rejects.toThrow(/different message/);
  const mixed = broadcastParticipationUpdate(eventId, 'a', null, { id: 'b', name: 'B' });
  await expect(mixed).rejects.toThrow(/same person/);
});

test('[CAST-6] a person of ours keeps their sign-in when another back end names them', async () => {
  await using world = await start();
  const { api, eventId } = world;
  const carol = await signUp(api, 'Carol');
  await broadcastParticipationUpdate(eventId, carol.id, 'attending', {
    id: carol.id,
    name: 'Carol',
  });
  expect((await carol.get(`/api/events/${eventId}`)).body.participation).toMatchObject({
    status: 'attending',
  });
  const stored = await api.database.db
    .selectFrom('user')
    .select('email')
    .where('id', '=', carol.id)
    .executeTakeFirst();
  expect(stored?.email).toBe(carol.email);
  await broadcastParticipationUpdate(eventId, carol.id, null, { id: carol.id, name: 'Carol' });
  expect((await carol.get(`/api/events/${eventId}`)).body.participation).toBeNull();
});
