import { expect, test } from 'vitest';

import type { Poll } from '../../protocol/wire.ts';
import {
  choicesAfter,
  kindWords,
  leftWords,
  optionWords,
  toPollFace,
  votersWords,
} from './poll-words.ts';

const poll: Poll = {
  question: 'What?',
  options: ['tea', 'coffee', 'mate'],
  isMultiple: false,
  isAnonymous: true,
  votes: [2, 1, 0],
  voters: 3,
  own: { choices: [1], seq: 7 },
};

test('[POLL-20] a poll is drawn with its shares, one’s own choice, and what has most once it is over', () => {
  const face = toPollFace(poll, 0);
  expect(face.options.map(({ percent, isOwn, isWinner }) => [percent, isOwn, isWinner])).toEqual([
    [67, false, false],
    [33, true, false],
    [0, false, false],
  ]);
  const closesAt = new Date(5_000).toISOString();
  expect(toPollFace({ ...poll, closesAt }, 4_999).isOver).toBe(false);
  const over = toPollFace({ ...poll, closesAt }, 5_000);
  expect(over.options.map(({ isWinner }) => isWinner)).toEqual([true, false, false]);
  expect(toPollFace({ ...poll, closedAt: closesAt }, 0).isOver).toBe(true);
  expect(over.options.map(optionWords)).toEqual([
    'tea, 2 votes, 67 %, most votes',
    'coffee, 1 vote, 33 %, your choice',
    'mate, No votes yet, 0 %',
  ]);
  expect([votersWords(2_000), kindWords(poll)]).toEqual(['2,000 votes', 'Choose one · anonymous']);
  expect([61_000, 7_800_000, 259_200_000].map(leftWords)).toEqual(['1:01', '2 h 10 min', '3 days']);
});

test('[POLL-20] a press chooses, chooses something else, or takes it back', () => {
  expect(choicesAfter(poll, 0)).toEqual([0]);
  expect(choicesAfter(poll, 1)).toEqual([]);
  expect(choicesAfter({ ...poll, isMultiple: true }, 0)).toEqual([0, 1]);
  expect(choicesAfter({ ...poll, isMultiple: true }, 1)).toEqual([]);
});
