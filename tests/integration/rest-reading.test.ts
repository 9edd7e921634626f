import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, createEvent, enterAsGuest } from '../harness/api-person.ts';

test('[READ-8] [READ-9] by REST one moves one’s position; the list of events and of what is unread agree', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const bob = await enterAsGuest(api, 'Bob');
  const stranger = await enterAsGuest(api, 'Stranger');
  const [quiet, busy] = [await createEvent(alice), await createEvent(alice)];
  for (const eventId of [quiet, busy]) {
    await bob.send('PUT', `/api/events/${eventId}/participation`, { status: 'attending' });
  }
  const path = `/api/events/${busy}`;
  const say = async (content: string) =>
    (await alice.send('POST', `${path}/messages`, { content })).body.seq as number;
  const listed = async () => {
    const { body } = await bob.get('/api/events?scope=mine');
    const events = body.events as { id: string; participation: object }[];
    const list = events.find(({ id }) => id === busy)?.participation;
    expect((await bob.get(path)).body.participation).toEqual(list);
    return list;
  };
  expect((await bob.get('/api/unread')).body).toEqual({ events: [] });
  const [one, , three] = [await say('one'), await say('two'), await say('three')];
  expect((await bob.get('/api/unread')).body).toEqual({
    events: [{ eventId: busy, readSeq: one - 1, unread: 3 }],
  });
  expect(await listed()).toMatchObject({ readSeq: one - 1, unread: 3 });
  expect((await alice.get('/api/unread')).body).toEqual({ events: [] });

  const read = await bob.send('PUT', `${path}/reading`, { seq: one });
  expect([read.status, read.body]).toEqual([200, { eventId: busy, readSeq: one, unread: 2 }]);
  expect(await listed()).toMatchObject({ readSeq: one, unread: 2 });
  await bob.send('PUT', `${path}/reading`, { seq: 9_000 });
  expect(await listed()).toMatchObject({ readSeq: three, unread: 0 });
  const back = await bob.send('PUT', `${path}/unread`, { seq: three });
  expect(back.body).toEqual({ eventId: busy, readSeq: three - 1, unread: 1 });
  const late = await bob.send('PUT', `${path}/reading`, { seq: three, from: three });
  expect(late.body).toEqual(back.body);

  expect((await call(api, 'PUT', `${path}/reading`, { body: { seq: 1 } })).status).toBe(401);
  expect((await call(api, 'GET', '/api/unread', {})).status).toBe(401);
  for (const route of ['reading', 'unread']) {
    expect((await stranger.send('PUT', `${path}/${route}`, { seq: 1 })).status).toBe(403);
    expect((await bob.send('PUT', `/api/events/none/${route}`, { seq: 1 })).status).toBe(404);
    expect((await bob.send('PUT', `${path}/${route}`, { seq: -1 })).status).toBe(400);
  }
  const { body } = await stranger.get('/api/events');
  const events = body.events as { participation: unknown }[];
  expect(events.map(({ participation }) => participation)).toEqual([null, null]);
});
