import { beforeAll, afterAll, expect, test } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import {
  call,
  createEvent,
  enterAsGuest,
  type ApiPerson,
  type Reply,
} from '../harness/api-person.ts';

/** Who may stand how to an event. `revoked` and `deleted` held a token that was valid once. */
const ACTORS = [
  'nobody',
  'revoked',
  'deleted',
  'stranger',
  'interested',
  'attending',
  'left',
  'removed',
  'organiser',
] as const;
type Actor = (typeof ACTORS)[number];

const OUT: readonly Actor[] = ['nobody', 'revoked', 'deleted'];
const PARTAKING: readonly Actor[] = ['interested', 'attending', 'organiser'];
const SIGNED_IN = ACTORS.filter((actor) => !OUT.includes(actor));

interface Action {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly success: number;
  readonly may: readonly Actor[];
}

/** What each of them may do to an event; whoever is not listed is refused. The last one ends the event. */
const ACTIONS: readonly Action[] = [
  { name: 'see', method: 'GET', path: '', success: 200, may: SIGNED_IN },
  {
    name: 'see who takes part',
    method: 'GET',
    path: '/participants',
    success: 200,
    may: SIGNED_IN,
  },
  { name: 'read', method: 'GET', path: '/messages', success: 200, may: PARTAKING },
  {
    name: 'write',
    method: 'POST',
    path: '/messages',
    body: { content: 'hello' },
    success: 201,
    may: PARTAKING,
  },
  {
    name: 'change',
    method: 'PATCH',
    path: '',
    body: { title: 'New' },
    success: 200,
    may: ['organiser'],
  },
  { name: 'delete', method: 'DELETE', path: '', success: 204, may: ['organiser'] },
];

let api: TestApi;
let eventId: string;
const people = new Map<Actor, ApiPerson>();

beforeAll(async () => {
  api = await startApi();
  const organiser = await enterAsGuest(api, 'Organiser');
  eventId = await createEvent(organiser);
  people.set('organiser', organiser);
  for (const actor of ACTORS) {
    if (actor === 'nobody' || actor === 'organiser') continue;
    people.set(actor, await enterAsGuest(api, actor));
  }
  for (const actor of [
    'interested',
    'attending',
    'left',
    'removed',
    'revoked',
    'deleted',
  ] as const) {
    await setStatus(actor, actor === 'interested' ? 'interested' : 'attending');
  }
  await setStatus('left', null);
  await people.get('revoked')?.send('POST', '/api/auth/sign-out', {});
  await people.get('deleted')?.send('POST', '/api/auth/delete-user', {});
  await api.database.db
    .updateTable('participation')
    .set({ banned_at: new Date() })
    .where('user_id', '=', people.get('removed')?.id ?? '')
    .execute();
});

afterAll(() => api[Symbol.asyncDispose]());

const setStatus = (actor: Actor, status: string | null) =>
  people.get(actor)?.send('PUT', `/api/events/${eventId}/participation`, { status });

function act(actor: Actor, { method, path, body }: Action): Promise<Reply> {
  const url = `/api/events/${eventId}${path}`;
  const person = people.get(actor);
  return person === undefined
    ? call(api, method, url, { ...(body && { body }) })
    : person.send(method, url, body);
}

for (const action of ACTIONS) {
  for (const actor of ACTORS) {
    const isAllowed = action.may.includes(actor);
    test(`[REST-10] ${actor} ${isAllowed ? 'may' : 'may not'} ${action.name}`, async () => {
      const reply = await act(actor, action);
      const refused = OUT.includes(actor) ? 401 : 403;
      expect(reply.status).toBe(isAllowed ? action.success : refused);
      if (!isAllowed) expect(reply.body.error.message).toMatch(/^[A-Z].*\.$/);
    });
  }
}
