import { expect, test } from 'vitest';

import type { Question } from '../protocol/wire.ts';
import { boardAfter, toBoard, toShown, type BoardInput } from './question-board.ts';

const eventId = 'e';

const question = (questionId: string, more: Partial<Question> = {}): Question => ({
  questionId,
  content: `${questionId}?`,
  userId: 'alice',
  userName: 'Alice',
  askedAt: '2030-01-01T00:00:00.000Z',
  state: 'approved',
  seq: 1,
  votes: 0,
  ...more,
});

const listOf = (questions: Question[], seq = 10) => ({
  eventId,
  seq,
  epoch: 'one',
  approvesQuestions: false,
  isModerating: false,
  questions,
});

const play = (questions: Question[], inputs: readonly BoardInput[]) =>
  toShown(inputs.reduce(boardAfter, toBoard(listOf(questions), null)));

const changed = (questionId: string, state: Question['state'], more: object = {}): BoardInput => ({
  type: 'changed',
  notice: { eventId, questionId, state, ...more },
});

const asked = {
  content: 'New?',
  userId: 'bob',
  userName: 'Bob',
  askedAt: '2030-01-01T00:01:00.000Z',
};

test('[QUESTION-20] open questions are read by votes, then by age, and change places as votes come', () => {
  const young = question('young', { askedAt: '2030-01-01T00:05:00.000Z' });
  const old = question('old');
  const first = play([young, old], []);
  expect(first.open.map(({ questionId }) => questionId)).toEqual(['old', 'young']);
  const votes = [{ questionId: 'young', votes: 3 }];
  const input: BoardInput = { type: 'votes', notice: { eventId, votes, seq: 11 } };
  expect(play([young, old], [input]).open).toMatchObject([
    { questionId: 'young', votes: 3 },
    { questionId: 'old', votes: 0 },
  ]);
});

test('[QUESTION-21] what the list has already, or comes late, changes nothing; a sum may come before its question', () => {
  const stage = question('one', { state: 'on-stage', seq: 9, votes: 2 });
  const late: BoardInput[] = [
    changed('one', 'approved', { seq: 8 }),
    { type: 'votes', notice: { eventId, votes: [{ questionId: 'one', votes: 1 }], seq: 10 } },
  ];
  expect(play([stage], late).onStage).toMatchObject({ votes: 2 });
  const early: BoardInput[] = [
    { type: 'votes', notice: { eventId, votes: [{ questionId: 'new', votes: 4 }], seq: 11 } },
    changed('new', 'approved', { seq: 12, asked }),
  ];
  expect(play([], early).open).toMatchObject([{ content: 'New?', userName: 'Bob', votes: 4 }]);
});

test('[QUESTION-21] one on stage answers the one before; what is dismissed is gone, also where it comes again', () => {
  const inputs = [changed('b', 'on-stage', { seq: 11, answeredId: 'a' })];
  const shown = play([question('a', { state: 'on-stage' }), question('b')], inputs);
  expect([shown.onStage?.questionId, shown.answered.map((each) => each.questionId)]).toEqual([
    'b',
    ['a'],
  ]);
  const waiting = question('c', { state: 'pending', seq: 12 });
  const gone = play(
    [],
    [
      changed('c', 'approved', { seq: 13, asked }),
      changed('c', 'dismissed', { seq: 14 }),
      { type: 'waiting', notice: { eventId, question: waiting } },
    ],
  );
  expect(gone).toEqual({ onStage: null, open: [], pending: [], answered: [] });
  expect(play([], [{ type: 'waiting', notice: { eventId, question: waiting } }]).pending).toEqual([
    expect.objectContaining({ questionId: 'c', state: 'pending' }),
  ]);
});

test('[QUESTION-21] one’s own vote shows at once, counts once, and goes again where it is refused', () => {
  const one = question('one', { votes: 1 });
  const press = (seq: number | null | undefined): BoardInput => ({
    type: 'cast',
    questionId: 'one',
    on: true,
    seq,
  });
  const sum: BoardInput = {
    type: 'votes',
    notice: { eventId, votes: [{ questionId: 'one', votes: 2 }], seq: 11 },
  };
  for (const inputs of [[press(null)], [press(null), press(11)], [press(null), press(11), sum]])
    expect(play([one], inputs).open).toMatchObject([{ votes: 2, isWanted: true }]);
  expect(play([one], [press(null), sum, press(11)]).open).toMatchObject([
    { votes: 2, isWanted: true },
  ]);
  expect(play([one], [press(null), press(undefined)]).open).toMatchObject([
    { votes: 1, isWanted: false },
  ]);
  const elsewhere: BoardInput = {
    type: 'own-vote',
    notice: { eventId, questionId: 'one', on: true, seq: 11 },
  };
  expect(play([one], [sum, elsewhere]).open).toMatchObject([{ votes: 2, isWanted: true }]);
});
