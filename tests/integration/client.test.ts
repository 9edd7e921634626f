import { expect, test } from 'vitest';

import { defaultLimits } from '../../lib/server/limits.ts';
import { createLog } from '../../lib/server/log.ts';
import { startSocketServer } from '../../server/start.ts';
import { startApi } from '../harness/api.ts';
import type { TestApi } from '../harness/api.ts';
import { createEvent, signUp } from '../harness/api-person.ts';
import { enter, eventually, isLive, lines } from '../harness/own-client.ts';

const urlOf = ({ port }: { readonly port: number }) => `http://127.0.0.1:${port}`;

const startNode = (api: TestApi, port = 0) =>
  startSocketServer(
    {
      production: false,
      host: '127.0.0.1',
      socketPort: port,
      databaseUrl: api.database.url,
      authSecret: 'a secret of the tests, and of nothing else',
      allowedOrigins: ['http://localhost:8081'],
      limits: defaultLimits,
    },
    { log: createLog({ format: 'json', write: () => undefined }) },
  );

test('[CLIENT-18] [CLIENT-21] two people talk on after the server was away, each message once, in one order', async () => {
  await using api = await startApi();
  const first = await startNode(api);
  const [alicePerson, bobPerson] = [await signUp(api, 'Alice'), await signUp(api, 'Bob')];
  const eventId = await createEvent(alicePerson);
  using alice = enter(api, urlOf(first), alicePerson);
  using bob = enter(api, urlOf(first), bobPerson);
  expect(await bob.rest.setParticipation(eventId, 'attending')).toMatchObject({ ok: true });
  const [aliceRoom, bobRoom] = [alice.rooms.get(eventId), bob.rooms.get(eventId)];
  aliceRoom.open();
  bobRoom.open();
  await Promise.all([isLive(aliceRoom), isLive(bobRoom)]);

  aliceRoom.send('hello');
  await eventually(() => expect(lines(bobRoom)).toEqual(['hello']));
  bobRoom.send('hello yourself');
  await eventually(() => expect(lines(aliceRoom)).toEqual(['hello', 'hello yourself']));

  await first[Symbol.asyncDispose]();
  await eventually(() => {
    expect(aliceRoom.getSnapshot().status).toBe('stale');
    expect(bobRoom.getSnapshot().status).toBe('stale');
  });
  for (const text of ['one', 'two', 'three']) {
    aliceRoom.send(`alice ${text}`);
    bobRoom.send(`bob ${text}`);
  }
  expect(lines(aliceRoom)).toHaveLength(5);

  await using second = await startNode(api, first.port);
  await eventually(() => expect(lines(aliceRoom).join()).not.toMatch(/pending|failed/));
  await eventually(() => expect(lines(bobRoom).join()).not.toMatch(/pending|failed/));
  await Promise.all([isLive(aliceRoom), isLive(bobRoom)]);
  aliceRoom.send('welcome back');
  await eventually(() => expect(lines(bobRoom).at(-1)).toBe('welcome back'));
  await eventually(() => expect(lines(aliceRoom)).toEqual(lines(bobRoom)));

  const stored = await alice.rest.listMessages(eventId);
  const contents = stored.ok ? stored.value.messages.map(({ content }) => content) : [];
  expect(lines(bobRoom)).toEqual(contents);
  expect(contents).toHaveLength(9);
  const byAlice = contents.filter((content) => content.startsWith('alice'));
  expect(byAlice).toEqual(['alice one', 'alice two', 'alice three']);
  expect(second.stats().rooms).toBe(1);
}, 60_000);

test('[CLIENT-7] [CLIENT-9] typing is seen by the other, and is over with the message', async () => {
  await using api = await startApi();
  await using node = await startNode(api);
  const [alicePerson, bobPerson] = [await signUp(api, 'Alice'), await signUp(api, 'Bob')];
  const eventId = await createEvent(alicePerson);
  using alice = enter(api, urlOf(node), alicePerson);
  using bob = enter(api, urlOf(node), bobPerson);
  await bob.rest.setParticipation(eventId, 'interested');
  const [aliceRoom, bobRoom] = [alice.rooms.get(eventId), bob.rooms.get(eventId)];
  const told: unknown[] = [];
  bob.client.on('user-typing', ({ userName }) => told.push(`${userName} types`));
  bob.client.on('user-stopped-typing', (userId) => told.push(userId));
  alice.client.on('user-typing', () => told.push('alice was told of herself'));
  aliceRoom.open();
  bobRoom.open();
  await Promise.all([isLive(aliceRoom), isLive(bobRoom)]);

  aliceRoom.startTyping();
  await eventually(() =>
    expect(bobRoom.getSnapshot()).toMatchObject({ typists: [{ userName: 'Alice' }] }),
  );
  aliceRoom.send('there');
  await eventually(() => expect(lines(bobRoom)).toEqual(['there']));
  await eventually(() => expect(bobRoom.getSnapshot()).toMatchObject({ typists: [] }));
  expect(told).toEqual(['Alice types', alicePerson.id]);
});

test('[CLIENT-20] one who does not take part is told to attend, and gets in by attending', async () => {
  await using api = await startApi();
  await using node = await startNode(api);
  const [alicePerson, bobPerson] = [await signUp(api, 'Alice'), await signUp(api, 'Bob')];
  const eventId = await createEvent(alicePerson);
  using bob = enter(api, urlOf(node), bobPerson);
  const room = bob.rooms.get(eventId);
  room.open();
  await eventually(() =>
    expect(room.getSnapshot()).toMatchObject({ status: 'refused', error: { code: 'forbidden' } }),
  );
  await bob.rest.setParticipation(eventId, 'attending');
  bob.rooms.rejoin(eventId);
  await isLive(room);
});

test('[CLIENT-3] a revoked session signs its client out', async () => {
  await using api = await startApi();
  await using node = await startNode(api);
  const person = await signUp(api, 'Alice');
  using alice = enter(api, urlOf(node), person);
  await eventually(() => expect(alice.client.getSnapshot().status).toBe('connected'));
  await person.send('POST', '/api/auth/sign-out', {});
  await eventually(() => expect(alice.client.getSnapshot().status).toBe('signed-out'));
  expect(await alice.rest.listEvents({ scope: 'mine' })).toMatchObject({
    ok: false,
    error: { code: 'unauthenticated' },
  });
});
