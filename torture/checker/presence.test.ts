import { expect, test } from 'vitest';

import type { HistoryLine, RequestLine } from '../history.ts';
import { checkHistory } from './check.ts';

const EVENT = 'party';
const OTHER = 'talk';

const requested = (
  does: RequestLine['does'],
  type: 'invoke' | 'ok',
  at: number,
  more: { author: string; target?: string },
): HistoryLine => ({ type, does, at, op: at, client: more.author, eventId: EVENT, ...more });
const banned = (at: number) => [
  requested('remove', 'invoke', at - 1, { author: 'mo', target: 'bob' }),
  requested('remove', 'ok', at, { author: 'mo', target: 'bob' }),
];
const back = (at: number) => requested('attend', 'invoke', at, { author: 'bob' });
const chose = (isInvisible: boolean, is: 'asked' | 'done', at: number): HistoryLine => ({
  type: 'visibility',
  person: 'bob',
  isInvisible,
  is,
  at,
});
const listed = (askedAt: number, people: string[] | null, eventId = EVENT): HistoryLine => ({
  type: 'listed-people',
  at: askedAt + 10,
  client: 'mo',
  eventId,
  askedAt,
  people,
});

interface Device {
  readonly isAway?: boolean | null;
  readonly isInvisible?: boolean;
  readonly person?: string;
}
const here = (
  client: string,
  { isAway = false, isInvisible = false, person = client }: Device = {},
) => ({ type: 'here', at: 90, client, person, eventId: EVENT, isAway, isInvisible }) as const;
const shows = (names: readonly string[] | null): HistoryLine => ({
  type: 'shows-people',
  at: 91,
  client: 'ada',
  eventId: EVENT,
  people:
    names?.map((name) => ({ person: name.replace('*', ''), isAway: name.endsWith('*') })) ?? null,
});

const judge = (...lines: readonly HistoryLine[]) =>
  checkHistory(lines, []).rules.find(({ rule }) => rule === 'K16')?.status;

test('[CHECK-1] [HERE-24] K16: lists without those who are out or invisible, and rooms that show who is here', () => {
  expect(judge(listed(40, ['bob']), ...banned(50), listed(45, ['bob']), listed(60, ['mo']))).toBe(
    'kept',
  );
  expect(judge(...banned(50), listed(60, ['bob'], OTHER), back(65), listed(66, ['bob']))).toBe(
    'kept',
  );
  const hidden = [chose(true, 'asked', 20), listed(25, ['bob']), chose(true, 'done', 30)];
  expect(judge(...hidden, listed(28, ['bob']), listed(40, null))).toBe('kept');
  expect(judge(...hidden, chose(false, 'asked', 50), listed(45, ['bob']))).toBe('kept');
  const devices = [here('ada'), here('bob', { isAway: true }), here('cat', { isInvisible: true })];
  expect(judge(...devices, shows(['bob*', 'ada']))).toBe('kept');
  const another = here('bobs phone', { person: 'bob' });
  expect(judge(...devices, another, shows(['ada', 'bob']))).toBe('kept');
  const unknown = here('dan', { isAway: null });
  for (const dan of ['dan', 'dan*'])
    expect(judge(...devices, unknown, shows(['ada', 'bob*', dan]))).toBe('kept');
  const many = Array.from({ length: 51 }, (_, index) => here(`person ${index}`));
  expect(judge(...many, shows(null))).toBe('kept');
  expect(judge(...many.slice(1), shows(many.slice(1).map(({ person }) => person)))).toBe('kept');
});

test('[CHECK-2] [HERE-24] K16: somebody is named after it was acknowledged that they are out, or invisible', () => {
  expect(judge(...banned(50), listed(51, ['mo', 'bob']))).toBe('broken');
  expect(judge(...banned(50), back(55), ...banned(60), listed(61, ['bob']))).toBe('broken');
  expect(judge(requested('quit', 'ok', 50, { author: 'bob' }), listed(51, ['bob']))).toBe('broken');
  expect(judge(chose(true, 'asked', 20), chose(true, 'done', 30), listed(31, ['bob']))).toBe(
    'broken',
  );
});

test('[CHECK-2] [HERE-24] K16: in the end a room shows others than are there', () => {
  const devices = [here('ada'), here('bob', { isAway: true }), here('cat', { isInvisible: true })];
  for (const other of [
    ['ada'],
    ['ada', 'bob'],
    ['ada*', 'bob*'],
    ['ada', 'bob*', 'cat'],
    ['ada', 'ada', 'bob*'],
    null,
  ])
    expect(judge(...devices, shows(other))).toBe('broken');
  const many = Array.from({ length: 51 }, (_, index) => here(`person ${index}`));
  expect(judge(...many, shows(many.map(({ person }) => person)))).toBe('broken');
});
