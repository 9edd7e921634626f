import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import {
  attend,
  call,
  createEvent,
  enterAsGuest,
  meetByApi,
  type ApiPerson,
} from '../harness/api-person.ts';

const post = async (person: ApiPerson, eventId: string, content: string): Promise<string> =>
  (await person.send('POST', `/api/events/${eventId}/messages`, { content })).body.id;

const pathOf = (eventId: string, messageId: string): string =>
  `/api/events/${eventId}/messages/${messageId}`;

test('[CHANGE-5] [CHANGE-8] a message is edited and deleted by REST, and the history shows it as it is', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const first = await post(alice, eventId, 'one');
  const second = await post(alice, eventId, 'two');
  const edited = await alice.send('PATCH', pathOf(eventId, first), { content: ' uno ' });
  expect([edited.status, edited.body]).toEqual([200, { eventId, messageId: first, seq: 4 }]);
  const deleted = await alice.send('DELETE', pathOf(eventId, second));
  expect([deleted.status, deleted.body]).toEqual([200, { eventId, messageId: second, seq: 5 }]);
  const page = await alice.get(`/api/events/${eventId}/messages`);
  expect(page.body.messages).toEqual([
    expect.objectContaining({ id: first, seq: 2, content: 'uno', editedAt: expect.any(String) }),
    expect.objectContaining({ id: second, seq: 3, content: '', deletedAt: expect.any(String) }),
  ]);
  expect(page.body.messages[1]).not.toHaveProperty('editedAt');
  expect(page.body.seq).toBe(5);
});

test('[CHANGE-1] [CHANGE-2] [CHANGE-8] by REST too, only those may who may', async () => {
  await using api = await startApi();
  const organiser = await enterAsGuest(api, 'Organiser');
  const eventId = await createEvent(organiser);
  const [alice, bob, left, stranger] = [
    await enterAsGuest(api, 'Alice'),
    await enterAsGuest(api, 'Bob'),
    await enterAsGuest(api, 'Left'),
    await enterAsGuest(api, 'Stranger'),
  ];
  for (const person of [alice, bob, left]) await attend(person, eventId);
  const path = pathOf(eventId, await post(alice, eventId, 'words'));
  const own = pathOf(eventId, await post(left, eventId, 'mine'));
  await left.send('PUT', `/api/events/${eventId}/participation`, { status: null });

  const statuses = async (method: string, body?: object) => ({
    nobody: (await call(api, method, path, { ...(body && { body }) })).status,
    bob: (await bob.send(method, path, body)).status,
    stranger: (await stranger.send(method, path, body)).status,
    left: (await left.send(method, own, body)).status,
  });
  const refused = { nobody: 401, bob: 403, stranger: 403, left: 403 };
  expect(await statuses('PATCH', { content: 'other' })).toEqual(refused);
  expect(await statuses('DELETE')).toEqual(refused);
  expect((await organiser.send('PATCH', path, { content: 'other' })).status).toBe(403);
  const other = await createEvent(alice);
  const wrong = [
    pathOf(other, path.split('/').at(-1) ?? ''),
    pathOf(eventId, 'none'),
    pathOf(eventId, 'a b'),
  ];
  for (const each of wrong) {
    expect((await alice.send('PATCH', each, { content: 'other' })).status).toBe(404);
    expect((await alice.send('DELETE', each)).status).toBe(404);
  }
  for (const body of [{}, { content: '' }, { content: 'x', more: 1 }, { content: 7 }]) {
    expect((await alice.send('PATCH', path, body)).status).toBe(400);
  }
  expect((await organiser.send('DELETE', path)).status).toBe(200);
});

test('[CHANGE-2] how long one may change one’s own messages is the event’s choice', async () => {
  await using api = await startApi();
  const alice = await enterAsGuest(api, 'Alice');
  const eventId = await createEvent(alice);
  const bob = await enterAsGuest(api, 'Bob');
  await attend(bob, eventId);
  const path = pathOf(eventId, await post(bob, eventId, 'words'));
  const words = ['spam'];
  const filter = { contentFilter: { enabled: true, extraWords: words } };
  await alice.send('PATCH', `/api/events/${eventId}`, { settings: filter });
  await alice.send('PATCH', `/api/events/${eventId}`, { settings: { changeMinutes: 0 } });
  const { settings } = (await alice.get(`/api/events/${eventId}`)).body;
  expect(settings).toEqual({
    ...filter,
    changeMinutes: 0,
    linkPreviews: false,
    approvesQuestions: false,
  });
  const refused = await bob.send('PATCH', path, { content: 'other' });
  expect([refused.status, refused.body.error.message]).toEqual([
    403,
    'Messages of this event can not be changed.',
  ]);
  await alice.send('PATCH', `/api/events/${eventId}`, { settings: { changeMinutes: 5 } });
  expect((await bob.send('PATCH', path, { content: 'more spam' })).status).toBe(400);
  expect((await bob.send('PATCH', path, { content: 'other' })).status).toBe(200);
});

test('[CHANGE-11] who moderates sees what an edited message said before, the oldest first; nobody else does, and nothing of a deleted one', async () => {
  await using api = await startApi();
  const { alice, bob, stranger, messages } = await meetByApi(api);
  const { id } = (await bob.send('POST', messages, { content: 'one' })).body;
  const path = `${messages}/${id}/versions`;
  const texts = async () => {
    const { body } = await alice.get(path);
    return body.versions.map(({ content }: { content: string }) => content);
  };
  expect(await texts()).toEqual(['one']);
  for (const content of ['two', 'three']) {
    await bob.send('PATCH', `${messages}/${id}`, { content });
  }
  expect(await texts()).toEqual(['one', 'two', 'three']);
  for (const person of [bob, stranger]) {
    expect([(await person.get(path)).status, (await person.get(path)).body.error.code]).toEqual([
      403,
      'forbidden',
    ]);
  }
  const elsewhere = await createEvent(alice);
  expect((await alice.get(`/api/events/${elsewhere}/messages/${id}/versions`)).status).toBe(404);
  expect((await alice.get(`/api/events/none/messages/${id}/versions`)).status).toBe(404);
  await bob.send('DELETE', `${messages}/${id}`);
  expect((await alice.get(path)).status).toBe(404);
});
