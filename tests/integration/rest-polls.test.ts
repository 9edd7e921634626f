import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, meetByApi } from '../harness/api-person.ts';

test('[POLL-2] [POLL-10] [POLL-13] polls by REST: asked, voted, ended, in pages of the history, and who', async () => {
  await using api = await startApi();
  const { alice, bob, stranger, eventId, messages } = await meetByApi(api);
  const polls = `/api/events/${eventId}/polls`;
  const asked = { question: 'Lunch?', options: ['12:00', '13:00'] };
  expect((await call(api, 'POST', polls, { body: asked })).status).toBe(401);
  expect((await bob.send('POST', polls, asked)).status).toBe(403);
  for (const body of [{}, { ...asked, options: ['a'] }, { ...asked, more: 1 }]) {
    expect((await alice.send('POST', polls, body)).status).toBe(400);
  }
  const created = await alice.send('POST', polls, asked);
  expect(created.status).toBe(201);
  const poll = { ...asked, isMultiple: false, isAnonymous: false };
  expect(created.body).toMatchObject({ content: '📊 Lunch?\n1. 12:00\n2. 13:00', poll });
  const one = `${polls}/${created.body.id}`;
  const before = await bob.get(messages);
  expect(before.body.messages[0].poll).toEqual({ ...poll, votes: [0, 0], voters: 0 });

  expect((await stranger.send('PUT', `${one}/vote`, { choices: [0] })).status).toBe(403);
  expect((await bob.send('PUT', `${polls}/never/vote`, { choices: [0] })).status).toBe(404);
  for (const choices of [[2], [0, 1], [0, 0], [-1], [0.5], 'all']) {
    expect((await bob.send('PUT', `${one}/vote`, { choices })).status).toBe(400);
  }
  const voted = await bob.send('PUT', `${one}/vote`, { choices: [1] });
  expect([voted.status, voted.body]).toEqual([
    200,
    { eventId, messageId: created.body.id, seq: expect.any(Number) },
  ]);
  const own = { choices: [1], seq: voted.body.seq };
  const page = await bob.get(messages);
  expect(page.body.messages[0].poll).toEqual({ ...poll, votes: [0, 1], voters: 1, own });
  expect((await alice.get(messages)).body.messages[0].poll).not.toHaveProperty('own');

  await alice.send('PUT', `${one}/vote`, { choices: [1] });
  const first = await bob.get(`${one}/voters?option=1&limit=1`);
  expect(first.body.people).toEqual([expect.objectContaining({ userName: 'Bob' })]);
  const second = await bob.get(`${one}/voters?option=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toEqual({
    people: [expect.objectContaining({ userName: 'Alice' })],
    nextCursor: null,
  });
  expect((await bob.get(`${one}/voters`)).status).toBe(400);
  expect((await stranger.get(`${one}/voters?option=1`)).status).toBe(403);

  expect((await bob.send('PUT', `${one}/end`)).status).toBe(403);
  expect((await alice.send('PUT', `${one}/end`)).status).toBe(200);
  const over = (await alice.get(messages)).body.messages[0].poll;
  expect(over).toMatchObject({ votes: [0, 2], voters: 2, closedAt: expect.any(String) });
  expect((await bob.send('PUT', `${one}/vote`, { choices: [0] })).status).toBe(400);
  await alice.send('DELETE', `${messages}/${created.body.id}`);
  expect((await alice.get(messages)).body.messages[0]).not.toHaveProperty('poll');
  expect((await bob.get(`${one}/voters?option=1`)).status).toBe(404);
});
