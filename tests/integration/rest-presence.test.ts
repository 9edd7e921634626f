import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, meetByApi, type ApiPerson } from '../harness/api-person.ts';
import { startStack, waitUntil } from '../harness/stack.ts';

test('[HERE-1] [HERE-3] [HERE-8] by REST: who is here, as the nodes know it, and whether one is shown', async () => {
  await using stack = await startStack({ nodes: 2 });
  await using api = await startApi({ database: stack.database });
  const { alice, bob, stranger, eventId } = await meetByApi(api);
  const path = `/api/events/${eventId}/presence`;
  const join = async (person: ApiPerson, node: number) => {
    const device = await stack.connect({ ...person, sessionId: '' }, { v1: true, node });
    await device.request('join-event', { eventId });
    return device;
  };
  const named = async (reader: ApiPerson) =>
    (await reader.get(path)).body.people.map(({ userName }: { userName: string }) => userName);
  const nobody = await alice.get(path);
  expect([nobody.status, nobody.body]).toEqual([
    200,
    { eventId, online: 0, people: [], isInvisible: false },
  ]);
  expect((await call(api, 'GET', path)).status).toBe(401);
  expect((await stranger.get(path)).status).toBe(403);
  expect((await alice.get('/api/events/never/presence')).status).toBe(404);

  const first = await join(alice, 0);
  const second = await join(bob, 1);
  // Either node may answer, and each learns of the other's people in its own time.
  const bothKnow = (online: number) =>
    waitUntil(
      () =>
        [first, second].every((on) => on.of('presence-changed').at(-1)?.people?.length === online),
      `both nodes to know of ${online}`,
      3_000,
    );
  await bothKnow(2);
  const both = await Promise.all(Array.from({ length: 10 }, () => alice.get(path)));
  for (const { body } of both) {
    expect(body).toMatchObject({ online: 2, people: [{ userId: alice.id }, { userId: bob.id }] });
  }
  await second.request('set-presence', { state: 'away' });
  await waitUntil(async () => (await alice.get(path)).body.people[1]?.isAway, 'away', 3_000);

  expect((await bob.get('/api/visibility')).body).toEqual({ isInvisible: false });
  const hidden = await bob.send('PUT', '/api/visibility', { isInvisible: true });
  expect([hidden.status, hidden.body]).toEqual([200, { isInvisible: true }]);
  expect(await named(alice)).toEqual(['Alice']);
  await waitUntil(() => second.of('visibility-changed').length > 0, 'his device to be told');
  await bothKnow(1);
  expect((await alice.get(path)).body.online).toBe(1);
  expect((await bob.get(path)).body).toMatchObject({ online: 1, isInvisible: true });
  expect((await bob.get('/api/visibility')).body).toEqual({ isInvisible: true });
  for (const body of [{}, { isInvisible: 'yes' }, { isInvisible: true, until: 3 }]) {
    expect((await bob.send('PUT', '/api/visibility', body)).status).toBe(400);
  }
  await bob.send('PUT', '/api/visibility', { isInvisible: false });
  await bothKnow(2);
  expect(await named(alice)).toHaveLength(2);
  await alice.send('PUT', `/api/events/${eventId}/bans/${bob.id}`, {});
  expect(await named(alice)).toEqual(['Alice']);
  expect((await bob.get(path)).status).toBe(403);
});

test('[HERE-1] by REST: where no node runs nobody is here', async () => {
  await using api = await startApi();
  const { alice, eventId } = await meetByApi(api);
  expect((await alice.get(`/api/events/${eventId}/presence`)).body).toMatchObject({ online: 0 });
});
