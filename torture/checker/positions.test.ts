import { expect, test } from 'vitest';

import type { HistoryLine, RequestLine, StandsLine } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, EVENT, logOf, said, standingOf } from './stories.ts';

type Does = RequestLine['does'];

const entries = [came(1, 'bob'), came(2, 'alice'), said(3, 'alice'), said(4, 'alice')];

/** What bob asks for, one after the other: what, and the position that he is told; `null`: nobody knows. */
const asked = (...moves: readonly (readonly [Does, number | null])[]): readonly HistoryLine[] =>
  moves.flatMap(([does, readSeq], index) => {
    const op = index + 1;
    const of = { op, client: 'bob', author: 'bob', does, eventId: EVENT } as const;
    return [
      { ...of, type: 'invoke', at: 2 * op },
      readSeq === null
        ? { ...of, type: 'info', at: 2 * op + 1, code: 'unavailable' }
        : { ...of, type: 'ok', at: 2 * op + 1, readSeq },
    ] as const;
  });

const stands = (readSeq: number): StandsLine => ({
  type: 'stands',
  at: 99,
  client: 'bob',
  person: 'bob',
  eventId: EVENT,
  role: 'participant',
  isMuted: false,
  isFrozen: false,
  slowSeconds: 0,
  readSeq,
});

function judge(lines: readonly HistoryLine[], readSeq: number) {
  const standings = [{ ...standingOf('bob'), readSeq }];
  const { rules } = checkHistory(lines, [logOf(entries, { standings })]);
  return rules.find(({ rule }) => rule === 'K14')?.status;
}

test('[CHECK-1] [READ-25] K14: positions go forward, back on purpose, and are the same in the end', () => {
  expect(judge([...asked(['read', 3], ['read', 4]), stands(4)], 4)).toBe('kept');
  expect(judge([...asked(['read', 4], ['unread', 2], ['read', 3]), stands(3)], 3)).toBe('kept');
  expect(judge(asked(['read', 4], ['quit', 0], ['attend', 0]), 1)).toBe('kept');
  // Nobody knows whether, or when, it was set back.
  expect(judge(asked(['read', 4], ['unread', null], ['read', 2]), 2)).toBe('kept');
  expect(judge(asked(['read', null]), 1)).toBe('kept');
});

test('[CHECK-1] [READ-25] K14: what is under way while a position is set back may come before or after it', () => {
  const [invoke, ok] = asked(['read', 4]);
  const [back, isBack] = asked(['unread', 2]).map((line) => ({ ...line, op: 9 }));
  const lines = [invoke, back, isBack, ok].flatMap((line) => (line ? [line] : []));
  expect(judge(lines, 2)).toBe('kept');
});

test.each([
  ['an answer goes back', asked(['read', 4], ['read', 3]), 4],
  ['the database has not what was acknowledged', asked(['read', 4]), 3],
  ['somebody has read more than there is', [], 5],
  ['a device has another position than the database', [...asked(['read', 4]), stands(3)], 4],
] as const)('[CHECK-2] [READ-25] K14: %s', (_name, lines, readSeq) => {
  expect(judge(lines, readSeq)).toBe('broken');
});
