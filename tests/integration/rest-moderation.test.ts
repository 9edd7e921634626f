import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import { call, createEvent, enterAsGuest, type ApiPerson } from '../harness/api-person.ts';

const ACTORS = [
  'nobody',
  'stranger',
  'interested',
  'attending',
  'muted',
  'left',
  'banned',
  'moderator',
  'organiser',
] as const;
type Actor = (typeof ACTORS)[number];

const MODERATORS: readonly Actor[] = ['moderator', 'organiser'];

interface Act {
  readonly name: string;
  readonly method: string;
  /** `*`: the person whom it is done to. */
  readonly path: string;
  readonly body?: object;
  readonly may: readonly Actor[];
}

/** In an order in which each leaves the person as the next needs them. */
const ACTS: readonly Act[] = [
  {
    name: 'mute',
    method: 'PUT',
    path: '/participants/*/mute',
    body: { forSeconds: 9 },
    may: MODERATORS,
  },
  { name: 'see bans', method: 'GET', path: '/bans', may: MODERATORS },
  {
    name: 'set the mode',
    method: 'PATCH',
    path: '/mode',
    body: { slowSeconds: 0 },
    may: MODERATORS,
  },
  {
    name: 'appoint',
    method: 'PUT',
    path: '/participants/*/role',
    body: { role: 'participant' },
    may: ['organiser'],
  },
  { name: 'remove', method: 'POST', path: '/participants/*/removal', body: {}, may: MODERATORS },
  { name: 'ban', method: 'PUT', path: '/bans/*', body: { reason: 'Spam' }, may: MODERATORS },
  { name: 'unban', method: 'DELETE', path: '/bans/*', may: MODERATORS },
];

let api: TestApi;
let eventId: string;
let victim: ApiPerson;
const people = new Map<Actor, ApiPerson>();

const organiserOf = (): ApiPerson => people.get('organiser') as ApiPerson;

const set = (person: ApiPerson | undefined, status: string | null) =>
  person?.send('PUT', `/api/events/${eventId}/participation`, { status });

beforeAll(async () => {
  api = await startApi();
  people.set('organiser', await enterAsGuest(api, 'Organiser'));
  eventId = await createEvent(organiserOf());
  victim = await enterAsGuest(api, 'Victim');
  await set(victim, 'attending');
  for (const actor of ACTORS.slice(1, -1)) {
    const person = await enterAsGuest(api, actor);
    people.set(actor, person);
    if (actor !== 'stranger') await set(person, actor === 'interested' ? actor : 'attending');
  }
  const of = (actor: Actor) => `/api/events/${eventId}/participants/${people.get(actor)?.id}`;
  await set(people.get('left'), null);
  await organiserOf().send('PUT', `${of('muted')}/mute`, { forSeconds: 600 });
  await organiserOf().send('PUT', `${of('moderator')}/role`, { role: 'moderator' });
  await organiserOf().send('PUT', `/api/events/${eventId}/bans/${people.get('banned')?.id}`, {});
});

afterAll(() => api[Symbol.asyncDispose]());

const act = (actor: Actor, { method, path, body }: Act, of = eventId, userId = victim.id) => {
  const url = `/api/events/${of}${path.replace('*', userId)}`;
  const person = people.get(actor);
  return person === undefined
    ? call(api, method, url, { ...(body && { body }) })
    : person.send(method, url, body);
};

for (const each of ACTS) {
  test(`[ROLE-1] [MOD-6] by REST, who may ${each.name} and who may not`, async () => {
    for (const actor of ACTORS) {
      const reply = await act(actor, each);
      const refused = actor === 'nobody' ? 401 : 403;
      expect([actor, reply.status]).toEqual([actor, each.may.includes(actor) ? 200 : refused]);
      if (each.name === 'remove') await set(victim, 'attending');
    }
  });

  test(`[ROLE-2] [MOD-6] ${each.name}: nobody and nothing of another event, none, or a bad id is found`, async () => {
    const other = await createEvent(people.get('stranger') as ApiPerson);
    expect((await act('organiser', each, other)).status).toBe(403);
    expect((await act('organiser', each, 'none')).status).toBe(404);
    if (!each.path.includes('*')) return;
    for (const id of ['none', 'a%20b', people.get('stranger')?.id]) {
      expect((await act('organiser', each, eventId, id)).status).toBe(404);
    }
    expect((await act('moderator', each, eventId, organiserOf().id)).status).toBe(403);
  });
}

test('[MOD-6] what is no such act is refused with a reason', async () => {
  const path = `/api/events/${eventId}/participants/${victim.id}`;
  for (const [method, url, body] of [
    ['PUT', `${path}/mute`, { forSeconds: -1 }],
    ['PUT', `${path}/mute`, { forSeconds: 1.5 }],
    ['PUT', `${path}/mute`, { forSeconds: 28 * 86_400 + 1 }],
    ['PUT', `${path}/role`, { role: 'king' }],
    ['POST', `${path}/removal`, { reason: 'x'.repeat(201) }],
    ['PATCH', `/api/events/${eventId}/mode`, { slowSeconds: 21_601 }],
    ['PATCH', `/api/events/${eventId}/mode`, { isFrozen: 'yes' }],
  ] as const) {
    const reply = await organiserOf().send(method, url, body);
    expect([url, reply.status]).toEqual([url, 400]);
  }
});

test('[MOD-7] who moderates sees who is muted and banned, and why; others do not', async () => {
  const banned = people.get('banned') as ApiPerson;
  const muted = people.get('muted') as ApiPerson;
  const path = (person: ApiPerson) => `/api/events/${eventId}/participants/${person.id}`;
  const asModerator = await (people.get('moderator') as ApiPerson).get(path(muted));
  expect(asModerator.body).toMatchObject({
    name: 'muted',
    role: 'participant',
    mutedUntil: expect.any(String),
  });
  const asOthers = await people.get('attending')?.get(path(muted));
  expect(asOthers?.body).toEqual({
    userId: muted.id,
    name: 'muted',
    status: 'attending',
    role: 'participant',
  });
  expect((await people.get('attending')?.get(path(banned)))?.status).toBe(404);
  expect((await organiserOf().get(path(banned))).body).toMatchObject({
    isBanned: true,
    status: null,
  });
  expect((await organiserOf().get(`/api/events/${eventId}/bans`)).body.bans).toMatchObject([
    { userId: banned.id, name: 'banned', reason: null },
  ]);
});

test('[AUTH-10] an account that is deleted has no name in what was done to it', async () => {
  const gone = await enterAsGuest(api, 'Xaver Unikat');
  await set(gone, 'attending');
  const path = `/api/events/${eventId}/participants/${gone.id}`;
  await organiserOf().send('PUT', `${path}/role`, { role: 'moderator' });
  await organiserOf().send('PUT', `${path}/mute`, { forSeconds: 60 });
  await organiserOf().send('POST', `${path}/removal`, {});
  await gone.send('POST', '/api/auth/delete-user', {});
  const { rows } = await api.database.pool.query(
    `select count(*)::int as n from log_entry where body::text like '%Xaver%'`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});
