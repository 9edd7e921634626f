import { expect, test, vi } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, enterAsGuest, PASSWORD, signUp } from '../harness/api-person.ts';
import { createTestDatabase } from '../harness/database.ts';
import { openDatabaseProxy } from '../harness/database-proxy.ts';

test('[AUTH-14] while the database is away no account request claims anything but that', async () => {
  await using database = await createTestDatabase();
  await using proxy = await openDatabaseProxy(database);
  await using api = await startApi({ database: { ...database, url: proxy.url } });
  const alice = await signUp(api, 'Alice');
  const guest = await enterAsGuest(api, 'Gus');
  const { email } = alice;
  const member = { name: 'Gustav', email: 'gustav@example.org', password: PASSWORD };
  const asks = [
    () => call(api, 'POST', '/api/auth/sign-in/anonymous', { body: { name: 'Bob' } }),
    () => call(api, 'POST', '/api/auth/sign-up/email', { body: { ...member, email: 'b@x.org' } }),
    () => call(api, 'POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } }),
    () => guest.send('POST', '/api/auth/sign-up/email', member),
    () => alice.get('/api/auth/get-session'),
    () => alice.get('/api/auth/list-sessions'),
    () => alice.send('POST', '/api/auth/revoke-sessions', {}),
    () => alice.send('POST', '/api/auth/update-user', { name: 'Alicia' }),
    () => alice.send('POST', '/api/auth/delete-user', { password: PASSWORD }),
    () => alice.send('POST', '/api/auth/sign-out', {}),
  ];

  const onConsole = vi.spyOn(console, 'error');
  proxy.setCut(true);
  for (const [place, ask] of asks.entries()) {
    const reply = await ask();
    expect([place, reply.status, reply.body.code]).toEqual([place, 503, 'unavailable']);
    expect(reply.headers.get('retry-after')).toBe('1');
    expect(reply.headers.get('set-cookie')).toBeNull();
    const requestId = reply.headers.get('x-request-id') ?? '-';
    expect(api.logged.filter((line) => line.includes(requestId))).toHaveLength(1);
  }

  expect(onConsole).not.toHaveBeenCalled();
  onConsole.mockRestore();

  proxy.setCut(false);
  const session = await alice.get('/api/auth/get-session');
  expect(session.body.user).toMatchObject({ id: alice.id, name: 'Alice' });
  expect((await guest.get('/api/auth/get-session')).body.user.isAnonymous).toBe(true);
  expect((await alice.send('POST', '/api/auth/sign-out', {})).status).toBe(200);
  expect((await alice.get('/api/auth/get-session')).body).toBeNull();
});

test('[AUTH-14] a fault of an account request is answered without detail, under an id that the log has', async () => {
  await using api = await startApi();
  const alice = await signUp(api, 'Alice');
  await api.database.pool.query('alter table session rename column "userAgent" to agent');
  const reply = await call(api, 'POST', '/api/auth/sign-in/email', {
    body: { email: alice.email, password: PASSWORD },
  });
  expect([reply.status, reply.body.code]).toEqual([500, 'internal']);
  expect(JSON.stringify(reply.body)).not.toMatch(/column|userAgent|insert/);
  const requestId = reply.headers.get('x-request-id') ?? '-';
  expect(api.logged.filter((line) => line.includes(requestId))).toHaveLength(1);
});
