import { expect, test } from 'vitest';

import type { EventsPage } from '../../protocol/rest.ts';
import { startApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, inHours, type ApiPerson } from '../harness/api-person.ts';

/** All pages of a list, as titles. */
async function pages(person: ApiPerson, query: string): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const reply = await person.get(`/api/events?${query}${cursor && `&cursor=${cursor}`}`);
    const page: EventsPage = reply.body;
    found.push(page.events.map(({ title }) => title));
    cursor = page.nextCursor;
  }
  return found;
}

const titles = async (person: ApiPerson, query: string) => (await pages(person, query)).flat();

test('[EVENT-1] whoever creates an event is its organiser and attends', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const startsAt = '2030-05-01T18:00:00.000Z';
  const created = await alice.send('POST', '/api/events', { title: ' Meetup ', startsAt });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    title: 'Meetup',
    description: null,
    startsAt,
    endsAt: null,
    timeZone: null,
    place: null,
    imageUrl: null,
    createdBy: alice.id,
    attendingCount: 1,
    interestedCount: 0,
    participation: { status: 'attending', role: 'organiser', readSeq: 1, unread: 0 },
    changeMinutes: 15,
    settings: {
      contentFilter: { enabled: false, extraWords: [] },
      changeMinutes: 15,
      linkPreviews: false,
      approvesQuestions: false,
    },
  });
  const log = await api.database.db.selectFrom('log_entry').select(['seq', 'kind']).execute();
  expect(log).toEqual([{ seq: 1, kind: 'participation' }]);
});

test('[EVENT-1] every field is kept as given, times in UTC, text cleaned', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const { body } = await alice.send('POST', '/api/events', {
    title: '😀'.repeat(120),
    description: 'Line 1\r\nLine 2\u0007 ',
    startsAt: '2030-05-01T18:00:00+02:00',
    endsAt: '2030-05-01T20:00:00+02:00',
    timeZone: 'Europe/Berlin',
    place: '',
    imageUrl: 'https://example.org/a.png',
    settings: { contentFilter: { enabled: true, extraWords: ['spam'] } },
  });
  expect(body).toMatchObject({
    title: '😀'.repeat(120),
    description: 'Line 1\nLine 2',
    startsAt: '2030-05-01T16:00:00.000Z',
    endsAt: '2030-05-01T18:00:00.000Z',
    timeZone: 'Europe/Berlin',
    place: null,
    settings: { contentFilter: { enabled: true, extraWords: ['spam'] } },
  });
});

test.each([
  ['title', { title: '  ' }],
  ['title', { title: '😀'.repeat(121) }],
  ['title', { title: 'a\ud800' }],
  ['time', { startsAt: 'tomorrow' }],
  ['time', { startsAt: '2030-05-01T18:00:00' }],
  ['time', { startsAt: '2030-02-31T18:00:00Z' }],
  ['time zone', { timeZone: 'Mars/Base' }],
  ['picture', { imageUrl: 'javascript:alert(1)' }],
  ['picture', { imageUrl: 'file:///etc/passwd' }],
  ['', { settings: { contentFilter: { enabled: 'yes' } } }],
  ['filter', { settings: { contentFilter: { enabled: true, extraWords: Array(501).fill('a') } } }],
])('[EVENT-1] a wrong %s is refused in words: %j', async (word, fields) => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const body = { title: 'Meetup', startsAt: inHours(1), ...fields };
  const reply = await alice.send('POST', '/api/events', body);
  expect([reply.status, reply.body.error?.code]).toEqual([400, 'invalid']);
  expect(reply.body.error.message.toLowerCase()).toContain(word);
  expect(await titles(alice, 'scope=mine')).toEqual([]);
});

test('[EVENT-2] only an organiser changes an event, and the change is in its log', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const bob = await enterAsGuest(api, 'Bob');
  const id = await createEvent(alice, { place: 'Hall', description: 'Old' });
  const change = (person: ApiPerson, fields: object) =>
    person.send('PATCH', `/api/events/${id}`, fields);
  expect((await change(bob, { title: 'Bob’s' })).status).toBe(403);
  await bob.send('PUT', `/api/events/${id}/participation`, { status: 'attending' });
  expect((await change(bob, { title: 'Bob’s' })).body.error).toMatchObject({
    code: 'forbidden',
    message: 'Only the organiser can change this event.',
  });
  const changed = await change(alice, { title: 'New', description: null });
  expect(changed.body).toMatchObject({ title: 'New', description: null, place: 'Hall' });
  const seen = (await bob.get(`/api/events/${id}`)).body;
  expect(seen).not.toHaveProperty('settings');
  expect(seen).toHaveProperty('changeMinutes', 15);
  expect((await change(alice, {})).status).toBe(400);
  const log = await api.database.db
    .selectFrom('log_entry')
    .select(['seq', 'kind', 'actor_id'])
    .where('kind', '=', 'event-updated')
    .execute();
  expect(log).toEqual([{ seq: 3, kind: 'event-updated', actor_id: alice.id }]);
});

test('[EVENT-3] an event never ends before it starts, also where only one time is moved', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const wrong = { title: 'x', startsAt: inHours(5), endsAt: inHours(4) };
  expect((await alice.send('POST', '/api/events', wrong)).body.error.message).toContain(
    'end before',
  );
  const id = await createEvent(alice, { startsAt: inHours(5), endsAt: inHours(8) });
  const change = async (fields: object) =>
    (await alice.send('PATCH', `/api/events/${id}`, fields)).status;
  expect(await change({ endsAt: inHours(4) })).toBe(400);
  expect(await change({ startsAt: inHours(9) })).toBe(400);
  expect(await change({ startsAt: inHours(9), endsAt: inHours(10) })).toBe(200);
  const both = await Promise.all([
    change({ startsAt: inHours(9.9) }),
    change({ endsAt: inHours(9.1) }),
  ]);
  expect(both.filter((status) => status === 200)).toHaveLength(1);
  expect(await change({ endsAt: null })).toBe(200);
  const log = await api.database.db
    .selectFrom('log_entry')
    .select('seq')
    .where('event_id', '=', id)
    .orderBy('seq')
    .execute();
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('[EVENT-4] only an organiser deletes an event; nothing of it stays', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const bob = await enterAsGuest(api, 'Bob');
  const id = await createEvent(alice);
  await bob.send('PUT', `/api/events/${id}/participation`, { status: 'interested' });
  await bob.send('POST', `/api/events/${id}/messages`, { content: 'hello' });
  expect((await bob.send('DELETE', `/api/events/${id}`)).status).toBe(403);
  const deleted = await alice.send('DELETE', `/api/events/${id}`);
  expect([deleted.status, deleted.body]).toEqual([204, '']);
  expect((await alice.send('DELETE', `/api/events/${id}`)).status).toBe(404);
  for (const table of ['event_log_head', 'log_entry', 'message', 'participation'] as const) {
    expect(await api.database.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
});

test('[EVENT-4] an event that is deleted while people write and change it is gone for all', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const id = await createEvent(alice);
  const busy = Array.from({ length: 5 }, (_, index) => [
    alice.send('POST', `/api/events/${id}/messages`, { content: `message ${index}` }),
    alice.send('PATCH', `/api/events/${id}`, { title: `title ${index}` }),
  ]).flat();
  const deleted = alice.send('DELETE', `/api/events/${id}`);
  const statuses = (await Promise.all(busy)).map(({ status }) => status);
  expect((await deleted).status).toBe(204);
  expect(statuses.filter((status) => ![200, 201, 404].includes(status))).toEqual([]);
  expect((await alice.get(`/api/events/${id}`)).status).toBe(404);
});

test('[EVENT-5] upcoming holds what is not over, soonest first; past the rest, latest first; mine both', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const bob = await enterAsGuest(api, 'Bob');
  const add = (title: string, start: number, end?: number) =>
    createEvent(alice, {
      title,
      startsAt: inHours(start),
      ...(end !== undefined && { endsAt: inHours(end) }),
    });
  await add('in 2 h', 2);
  await add('in 1 h', 1);
  await add('11 h ago, without an end', -11);
  await add('13 h ago, without an end', -13);
  await add('13 h ago, until later', -13, 1);
  await add('over for long', -50, -49);
  const attended = await add('over just now', -5, -1);
  expect(await titles(bob, '')).toEqual([
    '13 h ago, until later',
    '11 h ago, without an end',
    'in 1 h',
    'in 2 h',
  ]);
  const past = ['over just now', '13 h ago, without an end', 'over for long'];
  expect(await titles(bob, 'scope=past')).toEqual(past);
  expect(await titles(bob, 'scope=mine')).toEqual([]);
  await bob.send('PUT', `/api/events/${attended}/participation`, { status: 'interested' });
  expect(await titles(bob, 'scope=mine')).toEqual(['over just now']);
  await bob.send('PUT', `/api/events/${attended}/participation`, { status: null });
  expect(await titles(bob, 'scope=mine')).toEqual([]);
  expect((await titles(alice, 'scope=mine')).slice(-3)).toEqual(past);
});

test('[EVENT-6] the search finds title, description and place, and takes its signs literally', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  await createEvent(alice, { title: 'Ökofest 100%' });
  await createEvent(alice, { title: 'Plain', description: 'with snake_case' });
  await createEvent(alice, { title: 'Other', place: 'C:\\hall' });
  const search = (text: string) => titles(alice, `query=${encodeURIComponent(text)}`);
  expect(await search('ökoFEST')).toEqual(['Ökofest 100%']);
  expect(await search('%')).toEqual(['Ökofest 100%']);
  expect(await search('_')).toEqual(['Plain']);
  expect(await search('\\')).toEqual(['Other']);
  expect(await search(`' or true --`)).toEqual([]);
  expect(await search(' \u0000 ')).toHaveLength(3);
});

test('[EVENT-7] pages have no gaps and no doubles while events are added', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const startsAt = inHours(24);
  for (let index = 0; index < 7; index += 1) {
    await createEvent(alice, { title: `same ${index}`, startsAt });
  }
  const first: EventsPage = (await alice.get('/api/events?limit=3')).body;
  await createEvent(alice, { title: 'sooner', startsAt: inHours(1) });
  await createEvent(alice, { title: 'later', startsAt: inHours(48) });
  const rest = await pages(alice, `limit=3&cursor=${first.nextCursor}`);
  expect(rest.map((page) => page.length)).toEqual([3, 2]);
  const seen = [...first.events.map(({ title }) => title), ...rest.flat()];
  expect(seen).toEqual([...Array.from({ length: 7 }, (_, index) => `same ${index}`), 'later']);
});
