import { expect, test } from 'vitest';

import type { ParticipantsPage } from '../../protocol/rest.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { attend, createEvent, enterAsGuest, type ApiPerson } from '../harness/api-person.ts';

const set = (person: ApiPerson, eventId: string, status: string | null) =>
  person.send('PUT', `/api/events/${eventId}/participation`, { status });

/** Many people at once, by their sessions in the database: quicker than signing each in. */
const enterMany = (api: TestApi, count: number): Promise<readonly ApiPerson[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => enterAsGuest(api, `Guest ${index}`)));

const logOf = (api: TestApi, eventId: string) =>
  api.database.db
    .selectFrom('log_entry')
    .select(['seq', 'kind', 'actor_id', 'body'])
    .where('event_id', '=', eventId)
    .orderBy('seq')
    .execute();

const statusIn = (body: object): unknown => ('status' in body ? body.status : undefined);

test('[PART-1] both attending and interested may read and write; nobody else may', async () => {
  await using api = await startApi();
  const eventId = await createEvent(await enterAsGuest(api, 'Alice'));
  const bob = await enterAsGuest(api, 'Bob');
  const messages = `/api/events/${eventId}/messages`;
  const rights = async () => [
    (await bob.get(messages)).status,
    (await bob.send('POST', messages, { content: 'hi' })).status,
  ];
  expect(await rights()).toEqual([403, 403]);
  await set(bob, eventId, 'interested');
  expect(await rights()).toEqual([200, 201]);
  await set(bob, eventId, 'attending');
  expect(await rights()).toEqual([200, 201]);
  await set(bob, eventId, null);
  expect(await rights()).toEqual([403, 403]);
  const refused = await bob.get(messages);
  expect(refused.body.error.message).toContain('Attend this event first');
});

test('[PART-2] a change is one entry of the log; what is so already is none', async () => {
  await using api = await startApi();
  const eventId = await createEvent(await enterAsGuest(api, 'Alice'));
  const bob = await enterAsGuest(api, 'Bob');
  const answers = [];
  for (const status of [null, 'attending', 'attending', 'interested', null, null]) {
    answers.push((await set(bob, eventId, status)).body);
  }
  expect(answers).toEqual([
    { status: null, attendingCount: 1, interestedCount: 0 },
    { status: 'attending', attendingCount: 2, interestedCount: 0 },
    { status: 'attending', attendingCount: 2, interestedCount: 0 },
    { status: 'interested', attendingCount: 1, interestedCount: 1 },
    { status: null, attendingCount: 1, interestedCount: 0 },
    { status: null, attendingCount: 1, interestedCount: 0 },
  ]);
  const own = (await logOf(api, eventId)).filter(({ actor_id }) => actor_id === bob.id);
  expect(own.map(({ seq, body }) => [seq, statusIn(body)])).toEqual([
    [2, 'attending'],
    [3, 'interested'],
    [4, null],
  ]);
});

test.each([{}, { status: 'maybe' }, { status: 'attending', role: 'organiser' }, { status: 1 }, []])(
  '[PART-2] %j is no participation',
  async (body) => {
    await using api = await startApi();
    const alice = await enterAsGuest(api, 'Alice');
    const eventId = await createEvent(alice);
    const reply = await alice.send('PUT', `/api/events/${eventId}/participation`, body);
    expect([reply.status, reply.body.error.code]).toEqual([400, 'invalid']);
  },
);

test('[PART-3] somebody who was banned can’t come back, read, write or be listed', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const bob = await enterAsGuest(api, 'Bob');
  await set(bob, eventId, 'attending');
  await alice.send('PUT', `/api/events/${eventId}/bans/${bob.id}`, {});
  expect((await set(bob, eventId, 'interested')).body.error.message).toContain('banned');
  expect((await bob.get(`/api/events/${eventId}/messages`)).status).toBe(403);
  const sent = await bob.send('POST', `/api/events/${eventId}/messages`, { content: 'hi' });
  expect(sent.status).toBe(403);
  const listed = await alice.get(`/api/events/${eventId}/participants`);
  expect(listed.body.participants).toHaveLength(1);
  expect((await bob.get(`/api/events/${eventId}`)).body.participation).toBeNull();
});

test('[PART-4] an organiser who leaves may still change the event, and comes back as organiser', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  expect((await set(alice, eventId, null)).body.attendingCount).toBe(0);
  expect((await alice.get('/api/events?scope=mine')).body.events).toHaveLength(1);
  expect((await alice.send('PATCH', `/api/events/${eventId}`, { title: 'New' })).status).toBe(200);
  await set(alice, eventId, 'interested');
  expect((await alice.get(`/api/events/${eventId}`)).body.participation).toMatchObject({
    status: 'interested',
    role: 'organiser',
  });
});

test('[PART-5] the counts are right while fifty people change at once', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const people = await enterMany(api, 50);
  const replies = await Promise.all(
    people.flatMap((person, index) => [
      set(person, eventId, 'attending'),
      set(person, eventId, index % 2 === 0 ? 'interested' : null),
      set(person, eventId, 'attending'),
    ]),
  );
  expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
  const { body } = await alice.get(`/api/events/${eventId}`);
  const rows = await api.database.db
    .selectFrom('participation')
    .select('status')
    .where('event_id', '=', eventId)
    .execute();
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  expect(body).toMatchObject({
    attendingCount: count('attending'),
    interestedCount: count('interested'),
  });
  const seqs = (await logOf(api, eventId)).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('[PART-5] one person who changes from many devices at once is counted once', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const bob = await enterAsGuest(api, 'Bob');
  const statuses = Array.from(
    { length: 40 },
    (_, index) => (['attending', 'interested', null] as const)[index % 3] ?? null,
  );
  await Promise.all(statuses.map((status) => set(bob, eventId, status)));
  const last = (await set(bob, eventId, 'attending')).body;
  expect(last).toEqual({ status: 'attending', attendingCount: 2, interestedCount: 0 });
  const own = (await logOf(api, eventId)).filter(({ actor_id }) => actor_id === bob.id);
  const said = own.map(({ body }) => statusIn(body));
  expect(said.filter((status, index) => status === (said[index - 1] ?? null))).toEqual([]);
});

test('[PART-6] participants are listed organisers first, then attending, then interested, by name', async () => {
  await using api = await startApi();
  const zoe = await enterAsGuest(api, 'Zoe');
  const eventId = await createEvent(zoe);
  for (const [name, status] of [
    ['dora', 'interested'],
    ['Carl', 'attending'],
    ['bob', 'attending'],
    ['Ann', 'interested'],
    ['Gone', null],
  ] as const) {
    const person = await enterAsGuest(api, name);
    await set(person, eventId, 'attending');
    await set(person, eventId, status);
  }
  const stranger = await enterAsGuest(api, 'Stranger');
  const names: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path = `/api/events/${eventId}/participants?limit=2${cursor && `&cursor=${cursor}`}`;
    const { body } = await stranger.get(path);
    const page: ParticipantsPage = body;
    names.push(...page.participants.map(({ name }) => name));
    cursor = page.nextCursor;
  }
  expect(names).toEqual(['Zoe', 'bob', 'Carl', 'Ann', 'dora']);
});

test('[PART-7] those are listed of whose names a word begins so, whatever the case and the accents', async () => {
  await using api = await startApi();
  const host = await enterAsGuest(api, 'Zoë Host');
  const eventId = await createEvent(host);
  for (const name of ['Ann Smith', 'Anna', '50%_off']) {
    await attend(await enterAsGuest(api, name), eventId);
  }
  const named = async (name: string) => {
    const query = `name=${encodeURIComponent(name)}`;
    const { status, body } = await host.get(`/api/events/${eventId}/participants?${query}`);
    return status === 200 ? body.participants.map((one: { name: string }) => one.name) : status;
  };
  expect(await named('ANN')).toEqual(['Ann Smith', 'Anna']);
  expect(await named('ann s')).toEqual(['Ann Smith']);
  expect(await named('zoe')).toEqual(['Zoë Host']);
  expect(await named('ZOË')).toEqual(['Zoë Host']);
  expect(await named('%')).toEqual([]);
  expect(await named('50%_')).toEqual(['50%_off']);
  expect(await named('mith')).toEqual([]);
  expect(await named('\u0000')).toBe(400);
});
