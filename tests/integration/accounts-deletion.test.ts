import { expect, test } from 'vitest';

import { startApi, type TestApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, PASSWORD, signUp } from '../harness/api-person.ts';

/** Every row of every table that holds this text. */
async function rowsWith({ database }: TestApi, text: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await database.pool.query(
      `select 1 from ${name} t where strpos(t::text, $1) > 0 limit 1`,
      [text],
    );
    if (hits.rowCount !== 0) found.push(name);
  }
  return found;
}

test('[AUTH-10] deleting an account asks for its password; a guest has none', async () => {
  await using api = await startApi();
  const alice = await signUp(api, 'Alice');
  const remove = (body: object) => alice.send('POST', '/api/auth/delete-user', body);
  expect((await remove({})).body.code).toBe('USER_ALREADY_HAS_PASSWORD');
  expect((await remove({ password: '' })).status).toBe(400);
  expect((await remove({ password: 'wrong horse' })).body.code).toBe('INVALID_PASSWORD');
  expect((await alice.get('/api/events')).status).toBe(200);
  expect((await remove({ password: PASSWORD })).status).toBe(200);
  expect((await alice.get('/api/events')).status).toBe(401);
  const bob = await enterAsGuest(api, 'Bob');
  expect((await bob.send('POST', '/api/auth/delete-user', {})).status).toBe(200);
  expect((await bob.get('/api/events')).status).toBe(401);
});

test('[AUTH-10] a deleted account leaves its events through the log, and its name nowhere', async () => {
  await using api = await startApi();
  const host = await enterAsGuest(api, 'Host');
  const eventId = await createEvent(host);
  const alice = await signUp(api, 'Canary Alice');
  const image = 'https://example.org/canary.png';
  await alice.send('POST', '/api/auth/update-user', { image });
  await alice.send('PUT', `/api/events/${eventId}/participation`, { status: 'attending' });
  await alice.send('POST', `/api/events/${eventId}/messages`, { content: 'I was here' });
  const left = await createEvent(host);
  await alice.send('PUT', `/api/events/${left}/participation`, { status: 'interested' });
  await alice.send('POST', `/api/events/${left}/messages`, { content: 'and there' });
  await alice.send('PUT', `/api/events/${left}/participation`, { status: null });

  await alice.send('POST', '/api/auth/delete-user', { password: PASSWORD });

  const history = await host.get(`/api/events/${eventId}/messages`);
  expect(history.body.messages).toMatchObject([
    { content: 'I was here', userName: 'Deleted account', userId: alice.id },
  ]);
  expect(history.body.messages[0]).not.toHaveProperty('userImage');
  expect((await host.get(`/api/events/${eventId}`)).body.attendingCount).toBe(1);
  const last = await api.database.db
    .selectFrom('log_entry')
    .select(['kind', 'actor_id', 'body'])
    .where('event_id', '=', eventId)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect(last).toMatchObject({ kind: 'participation', actor_id: alice.id, body: { status: null } });
  for (const trace of ['Canary Alice', 'canary.png', alice.email]) {
    expect(await rowsWith(api, trace), trace).toEqual([]);
  }
  expect(api.logged).toEqual([]);
});

test('[AUTH-10] an account deleted while it writes and joins leaves counts and logs right', async () => {
  await using api = await startApi();
  const host = await enterAsGuest(api, 'Host');
  const eventIds = await Promise.all([createEvent(host), createEvent(host), createEvent(host)]);
  const bob = await enterAsGuest(api, 'Canary Bob');
  const busy = eventIds.flatMap((eventId) => [
    bob.send('PUT', `/api/events/${eventId}/participation`, { status: 'attending' }),
    bob.send('POST', `/api/events/${eventId}/messages`, { content: 'hi' }),
  ]);
  const deleted = bob.send('POST', '/api/auth/delete-user', {});
  await Promise.all([...busy, deleted]);
  expect((await deleted).status).toBe(200);
  for (const eventId of eventIds) {
    const { body } = await host.get(`/api/events/${eventId}`);
    expect(body.attendingCount).toBe(1);
    const entries = await api.database.db
      .selectFrom('log_entry')
      .select('seq')
      .where('event_id', '=', eventId)
      .orderBy('seq')
      .execute();
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  }
  expect(await rowsWith(api, 'Canary Bob')).toEqual([]);
});
