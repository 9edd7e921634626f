import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { deleteAccount, mergeGuest } from '../../db/accounts.ts';
import { openHall, type Hall } from '../harness/asking.ts';
import type { Device } from '../harness/device.ts';
import { waitUntil } from '../harness/stack.ts';

const WORDS = 'Will there be slides?';

const listed = async (device: Device, eventId: string) => {
  const answer = await device.request('list-questions', { eventId });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.questions;
};

const logOf = async ({ stack }: Hall) =>
  JSON.stringify(await stack.database.db.selectFrom('log_entry').select('body').execute());

const votesTold = (device: Device, questionId: string): number | undefined =>
  device
    .of('question-votes')
    .flatMap(({ votes }) => votes)
    .findLast((each) => each.questionId === questionId)?.votes;

test('[QUESTION-1] whoever may write asks, five open ones at most, in fit words, and a repeat is one question', async () => {
  await using hall = await openHall();
  const { stack, eventId, olga, alice, people } = hall;
  const ask = (content: unknown, more: object = {}) =>
    alice.request('ask-question', { eventId, content, ...more });
  for (const [content, message] of [
    ['', "A question can't be empty."],
    ['x'.repeat(301), 'A question can have at most 300 characters.'],
    [1, 'A question must be text.'],
  ] as const) {
    expect(await ask(content)).toMatchObject({ error: { code: 'invalid', message } });
  }
  const stranger = await stack.connect(await stack.person('Stranger'));
  expect(await stranger.request('ask-question', { eventId, content: WORDS })).toMatchObject({
    error: { code: 'forbidden' },
  });
  const again = { clientQuestionId: randomUUID() };
  const first = await ask(WORDS, again);
  expect(first).toEqual({
    ok: true,
    value: {
      eventId,
      questionId: expect.any(String),
      state: 'pending',
      seq: expect.any(Number),
    },
  });
  expect(await ask(WORDS, again)).toEqual(first);
  for (const content of ['Two?', 'Three?', 'Four?', 'Five?']) await hall.ask(alice, content);
  expect(await ask('Six?')).toMatchObject({
    error: { code: 'invalid', message: expect.stringContaining('5 questions of yours') },
  });
  const [one] = await listed(alice, eventId);
  await hall.set(olga, one?.questionId ?? '', 'answered');
  expect(await ask('Six?')).toMatchObject({ ok: true });

  await stack.database.db
    .updateTable('event')
    .set({ settings: JSON.stringify({ contentFilter: { enabled: true, extraWords: ['plums'] } }) })
    .execute();
  const bob = hall.bob;
  expect(await bob.request('ask-question', { eventId, content: 'Plums?' })).toMatchObject({
    error: { code: 'invalid', message: expect.stringContaining("doesn't allow") },
  });
  await olga.request('mute', { eventId, userId: people.bob.id, forSeconds: 60 });
  expect(await bob.request('ask-question', { eventId, content: WORDS })).toMatchObject({
    error: { code: 'forbidden', message: expect.stringContaining('muted') },
  });
});

test('[QUESTION-2] what waits is told and listed to its author and to who moderates, on all nodes, and to nobody else', async () => {
  await using hall = await openHall({ nodes: 2 });
  const { stack, eventId, olga, alice, bob } = hall;
  const plain = await stack.joined(await stack.participant('Plain'));
  const questionId = await hall.ask(alice, WORDS);
  const waiting = { questionId, content: WORDS, userName: 'Alice', state: 'pending', votes: 0 };
  await waitUntil(() => olga.of('question-waiting').length > 0, 'the organiser to be told');
  await waitUntil(() => alice.of('question-waiting').length > 0, 'its author to be told');
  expect(olga.of('question-waiting')).toMatchObject([{ eventId, question: waiting }]);
  expect(await listed(olga, eventId)).toMatchObject([waiting]);
  expect(await listed(alice, eventId)).toMatchObject([waiting]);
  expect(await listed(bob, eventId)).toEqual([]);
  expect(await hall.vote(bob, questionId)).toMatchObject({ error: { code: 'not-found' } });
  expect(await hall.set(bob, questionId, 'approved')).toMatchObject({
    error: { code: 'not-found' },
  });
  expect(await logOf(hall)).not.toContain(WORDS);
  await stack.settle(bob, plain);
  expect(JSON.stringify([bob.notices, plain.notices])).not.toContain(WORDS);

  expect(await hall.set(olga, questionId, 'approved')).toMatchObject({ ok: true });
  await waitUntil(() => bob.of('question-changed').length > 0, 'everybody to be told');
  expect(bob.of('question-changed')).toMatchObject([
    { eventId, questionId, state: 'approved', asked: { content: WORDS, userName: 'Alice' } },
  ]);
  expect(await listed(bob, eventId)).toMatchObject([{ ...waiting, state: 'approved' }]);
  await stack.settle(plain);
  expect(JSON.stringify(plain.notices)).not.toContain(WORDS);

  await hall.approveAtOnce();
  const other = await bob.request('ask-question', { eventId, content: 'And video?' });
  expect(other).toMatchObject({ value: { state: 'approved' } });
  await waitUntil(() => alice.of('question-changed').length > 1, 'everybody to have it at once');
});

test('[QUESTION-3] [QUESTION-4] who moderates sets states, its author takes it back, and one is on stage', async () => {
  await using hall = await openHall();
  const { stack, eventId, olga, alice, bob } = hall;
  const [first, second, third] = [
    await hall.ask(alice, 'First?'),
    await hall.ask(alice, 'Second?'),
    await hall.ask(bob, 'Third?'),
  ];
  expect(await hall.set(alice, first, 'approved')).toMatchObject({ error: { code: 'forbidden' } });
  const staged = await hall.set(olga, first, 'on-stage');
  expect(staged).toMatchObject({ value: { questionId: first, seq: expect.any(Number) } });
  expect(await hall.set(olga, first, 'on-stage')).toEqual({
    ok: true,
    value: { eventId, questionId: first },
  });
  await hall.set(olga, second, 'approved');
  expect(await hall.set(bob, second, 'dismissed')).toMatchObject({ error: { code: 'forbidden' } });
  await hall.set(olga, second, 'on-stage');
  const statesOf = async (device: Device) =>
    (await listed(device, eventId)).map(({ content, state }) => [content, state]);
  expect(await statesOf(alice)).toEqual([
    ['First?', 'answered'],
    ['Second?', 'on-stage'],
  ]);
  await waitUntil(() => alice.of('question-changed').length === 3, 'all three to be told');
  expect(alice.of('question-changed').at(-1)).toMatchObject({
    questionId: second,
    answeredId: first,
  });
  await hall.set(olga, first, 'approved');
  expect(await statesOf(alice)).toContainEqual(['First?', 'approved']);
  expect(await hall.set(bob, third, 'dismissed')).toMatchObject({ ok: true });
  expect(await hall.set(olga, third, 'approved')).toMatchObject({
    error: { code: 'invalid', message: 'This question was dismissed.' },
  });
  await waitUntil(
    () => bob.of('question-waiting').at(-1)?.question.state === 'dismissed',
    'its author to hear that it is gone',
  );
  expect(bob.of('question-waiting').at(-1)).toMatchObject({ question: { content: '' } });
  expect(await hall.set(olga, 'never', 'approved')).toMatchObject({ error: { code: 'not-found' } });
  expect(await hall.set(olga, first, 'pending' as 'approved')).toMatchObject({
    error: { code: 'invalid' },
  });
  await stack.settle(alice);
  expect(JSON.stringify(alice.notices)).not.toContain('Third?');
});

test('[QUESTION-5] a dismissed question has no words and votes left: in rows, in the log, and for who comes back', async () => {
  await using hall = await openHall({ nodes: 2 });
  const { stack, eventId, olga, alice, bob, people } = hall;
  const questionId = await hall.ask(alice, WORDS);
  const approved = await hall.set(olga, questionId, 'approved');
  const from = approved.ok && 'seq' in approved.value ? (approved.value.seq ?? 0) - 1 : 0;
  await hall.vote(bob, questionId);
  await waitUntil(() => votesTold(alice, questionId) === 1, 'the vote to be told');
  await hall.set(olga, questionId, 'dismissed');
  for (const device of [olga, alice, bob]) {
    await waitUntil(
      () => device.of('question-changed').at(-1)?.state === 'dismissed',
      'everybody to hear that it is gone',
    );
  }
  expect(await logOf(hall)).not.toContain(WORDS);
  const { db } = stack.database;
  const rows = await db.selectFrom('question').select(['state', 'content', 'votes']).execute();
  expect(rows).toEqual([{ state: 'dismissed', content: '', votes: 0 }]);
  expect(await db.selectFrom('question_vote').selectAll().execute()).toEqual([]);
  expect(await listed(olga, eventId)).toEqual([]);
  for (const node of [0, 1]) {
    const back = await stack.connect(people.bob, { v1: true, node });
    await back.request('join-event', { eventId, afterSeq: from });
    await waitUntil(
      () => back.of('question-changed').at(-1)?.state === 'dismissed',
      'what was missed',
    );
    expect(JSON.stringify(back.notices)).not.toContain(WORDS);
  }
  expect(await hall.vote(bob, questionId)).toMatchObject({ error: { code: 'not-found' } });
});

test('[QUESTION-6] [QUESTION-7] sixty people on two nodes vote at once: right sums for all, in two notices a second for the list', async () => {
  await using hall = await openHall({ nodes: 2 });
  const { stack, eventId, olga } = hall;
  await hall.approveAtOnce();
  const ids = [await hall.ask(hall.alice, 'First?'), await hall.ask(hall.alice, 'Second?')];
  const crowd: Device[] = [];
  for (let index = 0; index < 60; index += 1) {
    const person = await stack.participant(`Person ${index}`);
    crowd.push(await stack.joined(person, { v1: true, node: index % 2 }));
  }
  const startedAt = performance.now();
  const answers = await Promise.all(
    crowd.flatMap((device, index) =>
      // Each says the same twice, and some say it of both.
      [ids[0], ids[0], index % 2 === 0 ? ids[1] : ids[0]].map((id) => hall.vote(device, id ?? '')),
    ),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  const everybody = [olga, ...crowd];
  await waitUntil(
    () =>
      everybody.every(
        (device) =>
          votesTold(device, ids[0] ?? '') === 60 && votesTold(device, ids[1] ?? '') === 30,
      ),
    'all to have all',
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const device of everybody)
    expect(device.of('question-votes').length).toBeLessThanOrEqual(2 * seconds + 1);
  expect(JSON.stringify(olga.of('question-votes'))).not.toContain('person');
  const votes = await stack.database.db.selectFrom('question_vote').selectAll().execute();
  expect(votes).toHaveLength(90);
  expect(await listed(olga, eventId)).toMatchObject([{ votes: 60 }, { votes: 30 }]);
}, 30_000);

test('[QUESTION-6] [QUESTION-8] one has one vote on all devices and takes it back, muted or not; what is answered takes none', async () => {
  await using hall = await openHall({ nodes: 2 });
  const { stack, eventId, olga, alice, bob, people } = hall;
  const questionId = await hall.ask(bob, WORDS);
  await hall.set(olga, questionId, 'approved');
  const laptop = await stack.connect(people.alice, { v1: true });
  await olga.request('mute', { eventId, userId: people.alice.id, forSeconds: 60 });
  const first = await hall.vote(alice, questionId);
  expect(first).toEqual({ ok: true, value: { eventId, questionId, seq: expect.any(Number) } });
  const seq = first.ok && 'seq' in first.value ? first.value.seq : 0;
  await waitUntil(() => laptop.of('question-vote-changed').length > 0, 'the other device');
  expect(laptop.of('question-vote-changed')).toEqual([{ eventId, questionId, on: true, seq }]);
  expect(await hall.vote(laptop, questionId)).toEqual({ ok: true, value: { eventId, questionId } });
  expect(await listed(alice, eventId)).toMatchObject([{ own: true, votes: 1 }]);
  expect(await listed(olga, eventId)).toMatchObject([{ votes: 1 }]);
  expect((await listed(olga, eventId))[0]).not.toHaveProperty('own');
  await hall.vote(laptop, questionId, false);
  await waitUntil(() => votesTold(olga, questionId) === 0, 'it to be taken back');
  await waitUntil(
    () => alice.of('question-vote-changed').at(-1)?.on === false,
    'the first device to hear of it',
  );
  expect(bob.of('question-vote-changed')).toEqual([]);
  await hall.set(olga, questionId, 'answered');
  expect(await hall.vote(alice, questionId)).toMatchObject({
    error: { code: 'invalid', message: 'This question is answered already.' },
  });
});

test('[QUESTION-7] what one says right behind one’s own vote waits for no half second', async () => {
  await using hall = await openHall();
  const { eventId, alice, bob } = hall;
  await hall.approveAtOnce();
  const questionId = await hall.ask(bob, WORDS);
  await hall.vote(bob, questionId);
  const answered: string[] = [];
  const note = (what: string) => (answer: { readonly ok: boolean }) =>
    answered.push(answer.ok ? what : 'refused');
  await Promise.all([
    hall.vote(alice, questionId).then(note('vote')),
    alice.request('send-message', { eventId, content: 'and now?' }).then(note('message')),
  ]);
  expect(answered).toEqual(['message', 'vote']);
});

test('[QUESTION-11] questions and votes of who leaves stay; a guest’s become the account’s; a deleted account’s have no name', async () => {
  await using hall = await openHall();
  const { stack, eventId, olga, alice, bob, people } = hall;
  await hall.approveAtOnce();
  const guest = await stack.participant('Guest');
  const his = await stack.joined(guest, { v1: true });
  const both = await hall.ask(bob, WORDS);
  const one = await hall.ask(his, 'From a guest?');
  for (const device of [alice, his]) await hall.vote(device, both);
  await hall.vote(his, one);
  const merging = { guestId: guest.id, accountId: people.alice.id };
  const entries = await mergeGuest(stack.database.db, merging);
  for (const { seq } of entries) stack.wake(eventId, seq);
  await waitUntil(() => votesTold(olga, both) === 1, 'the vote that was two to be told as one');
  expect(await listed(alice, eventId)).toMatchObject([
    { questionId: both, votes: 1, own: true },
    { questionId: one, votes: 1, own: true, userId: people.alice.id },
  ]);
  await olga.request('ban', { eventId, userId: people.alice.id });
  expect(await listed(olga, eventId)).toMatchObject([{ votes: 1 }, { votes: 1 }]);
  await deleteAccount(stack.database.db, people.bob.id);
  expect((await listed(olga, eventId))[0]).toMatchObject({
    content: WORDS,
    userName: 'Deleted account',
  });
  expect(await logOf(hall)).not.toContain('"Bob"');
});
