import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, cookieOf, enterAsGuest, PASSWORD, signUp } from '../harness/api-person.ts';

const NAME_MAX = 60;
const ORIGIN = { origin: 'http://localhost:8081' };

test('[AUTH-1] signing up makes an account and signs in; an address is one account, whatever its capitals', async () => {
  await using api = await startApi();
  const alice = await signUp(api, 'Alice');
  expect((await alice.get('/api/events')).status).toBe(200);
  const body = { name: 'Alice 2', email: alice.email.toUpperCase(), password: PASSWORD };
  const again = await call(api, 'POST', '/api/auth/sign-up/email', { body });
  expect(again.status).toBe(422);
  expect(again.body.code).toBe('USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL');
});

test.each([
  ['a short password', { password: '1234567' }, 'PASSWORD_TOO_SHORT'],
  ['a password beyond 128 characters', { password: 'x'.repeat(129) }, 'PASSWORD_TOO_LONG'],
  ['no e-mail address', { email: 'nobody' }, 'VALIDATION_ERROR'],
  [
    'an address that is a place-holder of ours',
    { email: 'user1@imported.invalid' },
    'INVALID_EMAIL',
  ],
  [
    'an address beyond 254 characters',
    {
      email: `a@${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.${'v'.repeat(60)}.org`,
    },
    'INVALID_EMAIL',
  ],
  ['an empty name', { name: ' \u200b ' }, 'invalid'],
  ['a name that is too long', { name: '😀'.repeat(NAME_MAX + 1) }, 'invalid'],
  ['a picture that is code', { image: 'javascript:alert(1)' }, 'invalid'],
  ['a picture that is no address', { image: 'cat.png' }, 'invalid'],
])('[AUTH-1] sign-up refuses %s', async (_what, wrong, code) => {
  await using api = await startApi();
  const body = { name: 'Mallory', email: 'mallory@example.org', password: PASSWORD, ...wrong };
  const reply = await call(api, 'POST', '/api/auth/sign-up/email', { body });
  expect([reply.status, reply.body.code]).toEqual([400, code]);
  expect(await api.database.db.selectFrom('user').select('id').execute()).toEqual([]);
});

test('[AUTH-2] names are one clean line and pictures web addresses, however they come in', async () => {
  await using api = await startApi();
  const alice = await signUp(api, ' Ali\u202Ece\n ');
  expect(alice.name).toBe('Alice');
  expect((await enterAsGuest(api, '\u0000Bob\u200B')).name).toBe('Bob');
  const update = (body: object) => alice.send('POST', '/api/auth/update-user', body);
  expect((await update({ name: 'x'.repeat(NAME_MAX + 1) })).status).toBe(400);
  expect((await update({ name: 7 })).status).toBe(400);
  expect((await update({ image: 'data:text/html,x' })).status).toBe(400);
  expect((await update({ name: '\tAlicia ', image: 'https://example.org/a.png' })).status).toBe(
    200,
  );
  expect((await alice.get('/api/auth/get-session')).body.user).toMatchObject({
    name: 'Alicia',
    image: 'https://example.org/a.png',
  });
  expect((await update({ image: null })).status).toBe(200);
  expect((await alice.get('/api/auth/get-session')).body.user.image).toBeNull();
});

test('[AUTH-3] a wrong password and an unknown address are answered alike', async () => {
  await using api = await startApi();
  const alice = await signUp(api);
  const signIn = (email: string, password: string) =>
    call(api, 'POST', '/api/auth/sign-in/email', { body: { email, password } });
  const wrong = await signIn(alice.email, 'wrong horse');
  const unknown = await signIn('nobody@example.org', 'wrong horse');
  expect(wrong.status).toBe(401);
  expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
  expect((await signIn(alice.email, PASSWORD)).status).toBe(200);
});

test('[AUTH-4] a session is known by its cookie and by its token, bare or signed', async () => {
  await using api = await startApi();
  const body = { name: 'Alice', email: 'alice@example.org', password: PASSWORD };
  const reply = await call(api, 'POST', '/api/auth/sign-up/email', { body });
  const signed = String(reply.headers.get('set-auth-token'));
  const status = async (headers: Record<string, string>) =>
    (await call(api, 'GET', '/api/events', { headers })).status;
  const token = String(reply.body.token);
  expect(signed).not.toBe(token);
  expect(await status({ cookie: cookieOf(reply) })).toBe(200);
  expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
  expect(await status({ authorization: `bearer ${signed}` })).toBe(200);
  expect(await status({ authorization: `Bearer ${decodeURIComponent(signed)}` })).toBe(200);
});

test('[AUTH-4] what is no valid session is nobody', async () => {
  await using api = await startApi();
  const body = { name: 'Alice' };
  const reply = await call(api, 'POST', '/api/auth/sign-in/anonymous', { body });
  const token = String(reply.body.token);
  const name = cookieOf(reply).split('=')[0];
  const bad: readonly Record<string, string>[] = [
    {},
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' + 'x'.repeat(4_000) },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${token}.AAAA` },
    { authorization: 'Bearer %00' },
    { authorization: 'Bearer %E0%A4%A' },
    { authorization: `Basic ${token}` },
    { cookie: `${name}=${token}` },
    { cookie: `${name}=${token}.${'A'.repeat(44)}` },
    { cookie: `${name}=` },
  ];
  for (const headers of bad) {
    const answer = await call(api, 'GET', '/api/events', { headers });
    expect([answer.status, answer.body.error.code], JSON.stringify(headers)).toEqual([
      401,
      'unauthenticated',
    ]);
  }
  await api.database.db
    .updateTable('session')
    .set({ expiresAt: new Date(0) })
    .execute();
  const authorization = `Bearer ${token}`;
  expect((await call(api, 'GET', '/api/events', { headers: { authorization } })).status).toBe(401);
  expect(api.logged).toEqual([]);
});

test('[AUTH-4] signing out ends the session', async () => {
  await using api = await startApi();
  const bob = await enterAsGuest(api, 'Bob');
  expect((await bob.send('POST', '/api/auth/sign-out', {})).status).toBe(200);
  expect((await bob.get('/api/events')).status).toBe(401);
});

test('[AUTH-11] a page of another origin can neither act with a cookie nor sign somebody in', async () => {
  await using api = await startApi({ production: true, appUrl: 'https://chat.example.org' });
  const entered = await call(api, 'POST', '/api/auth/sign-in/anonymous', { body: {} });
  const cookie = cookieOf(entered);
  const create = (headers: Record<string, string>) =>
    call(api, 'POST', '/api/events', {
      body: { title: 'Meetup', startsAt: '2030-01-01T00:00:00Z' },
      headers,
    });
  expect((await create({ cookie, origin: 'https://chat.example.org' })).status).toBe(201);
  for (const origin of ['https://evil.example', 'http://chat.example.org', 'null', ORIGIN.origin]) {
    expect((await create({ cookie, origin })).body.error.code, origin).toBe('forbidden');
    const headers = { origin };
    const body = { name: 'Mallory' };
    const signIn = await call(api, 'POST', '/api/auth/sign-in/anonymous', { body, headers });
    expect(signIn.status, origin).toBe(403);
    const signOut = await call(api, 'POST', '/api/auth/sign-out', {
      body: {},
      headers: { cookie, origin },
    });
    expect(signOut.status, origin).toBe(403);
  }
  expect((await create({ cookie })).status).toBe(403);
  expect((await create({ cookie, referer: 'https://chat.example.org/events' })).status).toBe(201);
  expect((await create({ cookie, 'expo-origin': 'hallway://' })).status).toBe(201);
  const authorization = `Bearer ${entered.body.token}`;
  expect((await create({ authorization })).status).toBe(201);
  expect((await create({ authorization, cookie })).status).toBe(201);
});

test('[AUTH-11] while developing, the machine’s own names are one', async () => {
  await using api = await startApi();
  const entered = await call(api, 'POST', '/api/auth/sign-in/anonymous', {
    body: {},
    headers: { origin: 'http://127.0.0.1:8081' },
  });
  expect(entered.status).toBe(200);
  const cookie = cookieOf(entered);
  const update = async (origin: string) =>
    (
      await call(api, 'POST', '/api/auth/update-user', {
        body: { name: 'Bob' },
        headers: { cookie, origin },
      })
    ).status;
  expect(await update('http://localhost:19006')).toBe(200);
  expect(await update('http://[::1]:8081')).toBe(200);
  expect(await update('https://evil.example')).toBe(403);
});

test('[AUTH-12] tries at one account are limited, and nobody else is', async () => {
  await using api = await startApi({ limits: { signInsPerMinute: 3 } });
  const alice = await signUp(api, 'Alice');
  const bob = await signUp(api, 'Bob');
  const signIn = (email: string, password: string) =>
    call(api, 'POST', '/api/auth/sign-in/email', { body: { email, password } });
  for (let tries = 0; tries < 3; tries += 1) {
    expect((await signIn(alice.email, 'wrong horse')).status).toBe(401);
  }
  const refused = await signIn(` ${alice.email.toUpperCase()}`, PASSWORD);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await signIn(bob.email, PASSWORD)).status).toBe(200);
  expect((await alice.get('/api/events')).status).toBe(200);
});

test('[AUTH-13] what cannot be read is refused with a reason, and nothing is logged', async () => {
  await using api = await startApi();
  const post = (body: string, type = 'application/json') =>
    call(api, 'POST', '/api/auth/sign-in/email', { body, headers: { 'content-type': type } });
  expect((await post('{"email":')).status).toBe(400);
  expect((await post('[]')).status).toBe(400);
  expect((await post('null')).status).toBe(400);
  expect((await post('{}', 'text/plain')).status).toBe(415);
  expect((await post(JSON.stringify({ email: 'x'.repeat(70_000) }))).status).toBe(400);
  expect((await post('{"email":"a\\u0000@example.org","password":"12345678"}')).status).toBe(400);
  for (const authorization of ['Bearer a%00b', 'Bearer', 'Bearer %E0%A4%A', 'Bearer a.b', 'x']) {
    const headers = { authorization };
    const reply = await call(api, 'GET', '/api/auth/get-session', { headers });
    expect([reply.status, reply.body], authorization).toEqual([200, null]);
  }
  const bob = await enterAsGuest(api, 'Bob');
  const revoked = await bob.send('POST', '/api/auth/revoke-session', { token: 'a\u0000b' });
  expect(revoked.status).toBe(200);
  const image = 'https://example.org/a\u0000.png';
  expect((await bob.send('POST', '/api/auth/update-user', { image })).status).toBe(200);
  expect((await call(api, 'POST', '/api/auth/no-such-thing', { body: {} })).status).toBe(404);
  expect((await call(api, 'POST', '/api/auth/sign-in/social', { body: {} })).status).toBe(404);
  expect(api.logged).toEqual([]);
});
