import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, meetByApi } from '../harness/api-person.ts';

test('[REACT-8] [REACT-10] reactions by REST: set, taken back, in pages of the history, and who', async () => {
  await using api = await startApi();
  const { alice, bob, stranger, eventId, messages } = await meetByApi(api);
  const { id: messageId } = (await alice.send('POST', messages, { content: 'one' })).body;
  const path = `${messages}/${messageId}/reactions`;
  const thumb = { emoji: '👍', on: true };
  expect((await call(api, 'PUT', path, { body: thumb })).status).toBe(401);
  expect((await stranger.send('PUT', path, thumb)).status).toBe(403);
  expect((await alice.send('PUT', `${messages}/never/reactions`, thumb)).status).toBe(404);
  for (const body of [{}, { emoji: '👍' }, { emoji: 'ok', on: true }, { ...thumb, more: 1 }]) {
    expect((await alice.send('PUT', path, body)).status).toBe(400);
  }
  const set = await alice.send('PUT', path, thumb);
  expect([set.status, set.body]).toEqual([200, { eventId, messageId, seq: 4 }]);
  await bob.send('PUT', path, thumb);
  await bob.send('PUT', path, { emoji: '🎉', on: true });
  await bob.send('PUT', path, { emoji: '😀', on: true });
  await bob.send('PUT', path, { emoji: '😀', on: false });

  const page = await alice.get(messages);
  expect(page.body.messages[0].reactions).toEqual([
    { emoji: '👍', count: 2, own: true },
    { emoji: '🎉', count: 1 },
  ]);
  const listed = `${path}?emoji=${encodeURIComponent('👍')}`;
  const first = await bob.get(`${listed}&limit=1`);
  expect(first.body.people).toEqual([expect.objectContaining({ userName: 'Alice' })]);
  const second = await bob.get(`${listed}&limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toEqual({
    people: [expect.objectContaining({ userName: 'Bob' })],
    nextCursor: null,
  });
  expect((await bob.get(`${listed}&cursor=other`)).status).toBe(400);
  expect((await stranger.get(listed)).status).toBe(403);
  expect((await bob.get(path)).status).toBe(400);

  await alice.send('DELETE', `${messages}/${messageId}`);
  expect((await alice.get(messages)).body.messages[0]).not.toHaveProperty('reactions');
  expect((await bob.get(listed)).status).toBe(404);
});
