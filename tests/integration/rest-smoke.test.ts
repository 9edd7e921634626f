import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { createEvent, enterAsGuest, signUp } from '../harness/api-person.ts';

test('the whole way: sign up, create, attend, write, read', async () => {
  await using api = await startApi();
  const alice = await signUp(api, 'Alice');
  const eventId = await createEvent(alice, { description: 'Come', place: 'Hall 3' });
  const bob = await enterAsGuest(api, ' Bob the guest ');
  expect(bob.name).toBe('Bob the guest');
  expect((await bob.get('/api/events')).body.events).toMatchObject([
    { id: eventId, participation: null },
  ]);
  expect(
    (await bob.send('PUT', `/api/events/${eventId}/participation`, { status: 'interested' })).body,
  ).toEqual({ status: 'interested', attendingCount: 1, interestedCount: 1 });
  const sent = await bob.send('POST', `/api/events/${eventId}/messages`, { content: ' hello ' });
  expect(sent.status).toBe(201);
  const page = await alice.get(`/api/events/${eventId}/messages`);
  expect(page.body).toMatchObject({
    messages: [{ content: 'hello', userName: 'Bob the guest', seq: 3 }],
    seq: 3,
    hasMore: false,
  });
  expect((await alice.get(`/api/events/${eventId}/participants`)).body).toMatchObject({
    participants: [{ name: 'Alice', role: 'organiser' }, { name: 'Bob the guest' }],
  });
  expect(
    (await alice.send('PATCH', `/api/events/${eventId}`, { title: 'New' })).body,
  ).toMatchObject({ title: 'New' });
  expect((await alice.send('DELETE', `/api/events/${eventId}`)).status).toBe(204);
  expect((await alice.get(`/api/events/${eventId}`)).status).toBe(404);
  expect(api.logged).toEqual([]);
});
