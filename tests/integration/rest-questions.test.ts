import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { call, meetByApi } from '../harness/api-person.ts';

test('[QUESTION-9] [QUESTION-12] questions by REST: asked, listed, voted for, and their states', async () => {
  await using api = await startApi();
  const { alice, bob, stranger, eventId } = await meetByApi(api);
  const questions = `/api/events/${eventId}/questions`;
  const asked = { content: 'Will there be slides?', clientQuestionId: 'one' };
  expect((await call(api, 'POST', questions, { body: asked })).status).toBe(401);
  expect((await stranger.send('POST', questions, asked)).status).toBe(403);
  expect((await stranger.get(questions)).status).toBe(403);
  expect((await bob.get('/api/events/never/questions')).status).toBe(404);
  for (const body of [{}, { content: '' }, { ...asked, more: 1 }])
    expect((await bob.send('POST', questions, body)).status).toBe(400);
  const created = await bob.send('POST', questions, asked);
  expect([created.status, created.body.state]).toEqual([201, 'pending']);
  const { questionId, seq } = created.body;
  const repeated = await bob.send('POST', questions, { ...asked, content: 'Other words' });
  expect(repeated.body).toEqual(created.body);
  const one = `${questions}/${questionId}`;

  const pending = {
    questionId,
    content: asked.content,
    userId: bob.id,
    userName: 'Bob',
    askedAt: expect.stringMatching(/Z$/),
    state: 'pending',
    seq,
    votes: 0,
  };
  const list = await alice.get(questions);
  expect(list.body).toEqual({
    eventId,
    seq,
    epoch: expect.any(String),
    approvesQuestions: false,
    isModerating: true,
    questions: [pending],
  });
  expect((await bob.get(questions)).body).toMatchObject({
    isModerating: false,
    questions: [pending],
  });
  expect((await bob.send('PUT', `${one}/state`, { state: 'approved' })).status).toBe(403);
  for (const state of ['pending', 'gone'])
    expect((await alice.send('PUT', `${one}/state`, { state })).status).toBe(400);
  expect((await alice.send('PUT', `${one}/vote`, { on: true })).status).toBe(404);
  expect((await alice.send('PUT', `${one}/state`, { state: 'approved' })).status).toBe(200);
  const voted = await alice.send('PUT', `${one}/vote`, { on: true });
  expect([voted.status, voted.body]).toEqual([
    200,
    { eventId, questionId, seq: expect.any(Number) },
  ]);
  expect((await alice.send('PUT', `${one}/vote`, { on: 1 })).status).toBe(400);
  const after = await alice.get(questions);
  expect(after.body.seq).toBe(voted.body.seq);
  expect(after.body.questions).toMatchObject([{ state: 'approved', votes: 1, own: true }]);
  expect((await bob.send('PUT', `${one}/state`, { state: 'dismissed' })).status).toBe(200);
  expect((await alice.get(questions)).body.questions).toEqual([]);
  expect((await bob.send('PUT', `${questions}/n.e.v.e.r/vote`, { on: true })).status).toBe(404);
});

test('[QUESTION-9] a list has all open questions and the last hundred that were answered', async () => {
  await using api = await startApi();
  const { alice, bob, eventId } = await meetByApi(api);
  const seq = (await bob.get(`/api/events/${eventId}/questions`)).body.seq;
  const row = (n: number) => ({
    id: `q${n}`,
    event_id: eventId,
    author_id: alice.id,
    content: `Question ${n}?`,
    state: n <= 120 ? ('answered' as const) : ('approved' as const),
    seq: n,
    shown_seq: null,
    created_at: new Date(1_700_000_000_000 + n),
  });
  await api.database.db
    .insertInto('question')
    .values(Array.from({ length: 620 }, (_, index) => row(index + 1)))
    .execute();
  const list = (await bob.get(`/api/events/${eventId}/questions`)).body;
  expect(list.seq).toBe(seq);
  expect(list.questions).toHaveLength(600);
  expect(list.questions[0].questionId).toBe('q21');
  expect(list.questions.at(-1)).toMatchObject({ questionId: 'q620', state: 'approved' });
  const more = await bob.send('POST', `/api/events/${eventId}/questions`, { content: 'More?' });
  expect([more.status, more.body.error?.message ?? more.body.message]).toEqual([
    400,
    expect.stringContaining('500 open questions'),
  ]);
});
