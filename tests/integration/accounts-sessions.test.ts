import { expect, test } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import {
  call,
  cookieOf,
  createEvent,
  enterAsGuest,
  PASSWORD,
  signUp,
  toPerson,
  type ApiPerson,
} from '../harness/api-person.ts';

async function signInAgain(api: TestApi, person: ApiPerson): Promise<ApiPerson> {
  const body = { email: person.email, password: PASSWORD };
  const reply = await call(api, 'POST', '/api/auth/sign-in/email', { body });
  return toPerson(api, reply, person.email);
}

const storedUser = (api: TestApi, id: string) =>
  api.database.db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst();

test('[AUTH-5] a guest enters with a name, or with none', async () => {
  await using api = await startApi();
  expect((await enterAsGuest(api, 'Bob')).name).toBe('Bob');
  expect((await enterAsGuest(api)).name).toBe('Guest');
  const bare = await call(api, 'POST', '/api/auth/sign-in/anonymous');
  expect([bare.status, bare.body.user.name, bare.body.user.isAnonymous]).toEqual([
    200,
    'Guest',
    true,
  ]);
  const long = await call(api, 'POST', '/api/auth/sign-in/anonymous', {
    body: { name: 'x'.repeat(61) },
  });
  expect([long.status, long.body.code]).toEqual([400, 'invalid']);
});

test.each(['bearer', 'cookie'])(
  '[AUTH-6] a guest who signs up (%s) stays the same person',
  async (by) => {
    await using api = await startApi();
    const entered = await call(api, 'POST', '/api/auth/sign-in/anonymous', {
      body: { name: 'Bob' },
    });
    const guest = toPerson(api, entered, 'bob@example.org');
    const eventId = await createEvent(guest);
    await guest.send('POST', `/api/events/${eventId}/messages`, { content: 'as a guest' });
    const headers: Record<string, string> =
      by === 'cookie'
        ? { cookie: cookieOf(entered), origin: 'http://localhost:8081' }
        : { authorization: `Bearer ${guest.token}` };
    const body = { name: ' Robert ', email: 'Bob@Example.org', password: PASSWORD };
    const reply = await call(api, 'POST', '/api/auth/sign-up/email', { body, headers });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      token: guest.token,
      user: { id: guest.id, name: 'Robert', email: 'bob@example.org', isAnonymous: false },
    });
    expect(cookieOf(reply)).toContain(guest.token);
    expect((await guest.get(`/api/events/${eventId}`)).body.participation.role).toBe('organiser');
    const member = await signInAgain(api, guest);
    expect(member.id).toBe(guest.id);
    expect((await member.get(`/api/events/${eventId}/messages`)).body.messages).toMatchObject([
      { content: 'as a guest', userId: guest.id },
    ]);
    expect(await api.database.db.selectFrom('user').select('id').execute()).toHaveLength(1);
  },
);

test('[AUTH-6] an upgrade that is refused leaves the guest as they were', async () => {
  await using api = await startApi();
  const alice = await signUp(api, 'Alice');
  const guest = await enterAsGuest(api, 'Bob');
  const upgrade = (fields: object) =>
    guest.send('POST', '/api/auth/sign-up/email', {
      name: 'Bob',
      email: 'bob@example.org',
      password: PASSWORD,
      ...fields,
    });
  const before = await storedUser(api, guest.id);
  expect((await upgrade({ email: alice.email })).body.code).toBe(
    'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL',
  );
  expect((await upgrade({ password: 'short' })).body.code).toBe('PASSWORD_TOO_SHORT');
  expect((await upgrade({ email: 'nobody' })).body.code).toBe('INVALID_EMAIL');
  expect((await upgrade({ email: 'x@imported.invalid' })).body.code).toBe('INVALID_EMAIL');
  expect((await upgrade({ name: '' })).body.code).toBe('invalid');
  expect(await storedUser(api, guest.id)).toEqual(before);
  const [first, second] = await Promise.all([upgrade({}), upgrade({})]);
  expect([first.status, second.status].filter((status) => status === 200)).toHaveLength(1);
  expect(await storedUser(api, guest.id)).toMatchObject({ isAnonymous: false });
});

test('[AUTH-7] a guest who signs in to an account hands over their events, and keeps their messages', async () => {
  await using api = await startApi();
  const alice = await signUp(api, 'Alice');
  const guest = await enterAsGuest(api, 'Wanderer');
  const organised = await createEvent(guest);
  const attended = await createEvent(alice);
  const shared = await createEvent(await enterAsGuest(api, 'Host'));
  await guest.send('PUT', `/api/events/${attended}/participation`, { status: 'attending' });
  await guest.send('PUT', `/api/events/${shared}/participation`, { status: 'interested' });
  await guest.send('POST', `/api/events/${organised}/messages`, { content: 'mine' });

  const body = { email: alice.email, password: PASSWORD };
  const reply = await guest.send('POST', '/api/auth/sign-in/email', body);
  expect(reply.body.user.id).toBe(alice.id);

  const seen = async (id: string) => (await alice.get(`/api/events/${id}`)).body;
  expect(await seen(organised)).toMatchObject({
    participation: { status: 'attending', role: 'organiser' },
    createdBy: alice.id,
    attendingCount: 1,
  });
  expect(await seen(attended)).toMatchObject({
    participation: { role: 'organiser' },
    attendingCount: 1,
  });
  expect(await seen(shared)).toMatchObject({
    participation: { status: 'interested', role: 'participant' },
    interestedCount: 1,
  });
  const history = await alice.get(`/api/events/${organised}/messages`);
  expect(history.body.messages).toMatchObject([{ content: 'mine', userName: 'Wanderer' }]);
  expect((await guest.get('/api/events')).status).toBe(401);
  expect(api.logged).toEqual([]);
});

test('[AUTH-8] one’s sessions can be listed, without their keys, and ended one by one', async () => {
  await using api = await startApi();
  const here = await signUp(api, 'Alice');
  const there = await signInAgain(api, here);
  const stranger = await signUp(api, 'Mallory');
  const listed: { id: string; token: string }[] = (await here.get('/api/auth/list-sessions')).body;
  expect(listed).toHaveLength(2);
  expect(JSON.stringify(listed)).not.toContain(there.token);
  const other = listed.find(({ token }) => token !== here.token);

  await stranger.send('POST', '/api/auth/revoke-session', { token: other?.token });
  await stranger.send('POST', '/api/auth/revoke-session', { token: there.token });
  expect((await there.get('/api/events')).status).toBe(200);

  const revoked = await here.send('POST', '/api/auth/revoke-session', { token: other?.token });
  expect(revoked.status).toBe(200);
  expect((await there.get('/api/events')).status).toBe(401);
  expect((await here.get('/api/events')).status).toBe(200);
});

test('[AUTH-8] sessions of any age can be listed, and all be ended at once', async () => {
  await using api = await startApi();
  const here = await signUp(api, 'Alice');
  await api.database.db
    .updateTable('session')
    .set({ createdAt: new Date(0) })
    .execute();
  const there = await signInAgain(api, here);
  expect((await here.get('/api/auth/list-sessions')).body).toHaveLength(2);
  expect((await here.send('POST', '/api/auth/revoke-other-sessions', {})).status).toBe(200);
  expect((await there.get('/api/events')).status).toBe(401);
  expect((await here.send('POST', '/api/auth/revoke-sessions', {})).status).toBe(200);
  expect((await here.get('/api/events')).status).toBe(401);
  const ended = await api.database.db.selectFrom('session_revocation').select('user_id').execute();
  expect(ended).toEqual([{ user_id: here.id }, { user_id: here.id }]);
});

test('[AUTH-9] a new password ends every session; whoever changed it gets a new one', async () => {
  await using api = await startApi();
  const here = await signUp(api, 'Alice');
  const there = await signInAgain(api, here);
  const change = (currentPassword: string) =>
    here.send('POST', '/api/auth/change-password', { currentPassword, newPassword: 'new horse 1' });
  expect((await change('wrong horse')).status).toBe(400);
  expect((await there.get('/api/events')).status).toBe(200);
  const changed = await change(PASSWORD);
  expect(changed.status).toBe(200);
  expect((await there.get('/api/events')).status).toBe(401);
  expect((await toPerson(api, changed, here.email).get('/api/events')).status).toBe(200);
});
