import { expect, test } from 'vitest';

import type { FinalLog } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, EVENT, logOf, said } from './stories.ts';
import type { Verdict } from './verdict.ts';

type Entry = FinalLog['entries'][number];

const mo: Entry = { ...came(1, 'mo'), role: 'moderator' };
const bob = came(2, 'bob');
const act = (seq: number, more: Partial<Entry> = {}): Entry => ({
  ...came(seq, 'bob'),
  kind: 'standing',
  actorId: 'mo',
  ...more,
});
const mode = (seq: number, isFrozen: boolean, actorId = 'mo'): Entry => {
  const { person: _, status: __, ...placed } = came(seq, actorId);
  return { ...placed, kind: 'room-mode', isFrozen, slowSeconds: 0 };
};
const stands = (person: string, more: object = {}) => ({
  type: 'stands' as const,
  at: 9,
  client: person,
  person,
  eventId: EVENT,
  role: 'participant' as const,
  isMuted: false,
  isFrozen: false,
  slowSeconds: 0,
  ...more,
});
const row = (more: object = {}) => ({
  person: 'bob',
  status: 'attending' as const,
  role: 'participant' as const,
  isMuted: false,
  isBanned: false,
  ...more,
});

const ofK13 = ({ rules }: Verdict) => rules.find(({ rule }) => rule === 'K13')?.status;

const judge = (
  entries: readonly Entry[],
  {
    lines = [],
    rows = [],
  }: { lines?: ReturnType<typeof stands>[]; rows?: ReturnType<typeof row>[] } = {},
) => ofK13(checkHistory(lines, [logOf([mo, bob, ...entries], { standings: rows })]));

test('[CHECK-1] K13: acts of who moderates, and everybody who knows of them', () => {
  const entries = [said(3, 'bob'), act(4, { isMuted: true }), mode(5, true), said(6, 'mo')];
  const lines = [
    stands('bob', { isMuted: true, isFrozen: true }),
    stands('mo', { role: 'moderator', isFrozen: true }),
  ];
  expect(judge(entries, { lines, rows: [row({ isMuted: true })] })).toBe('kept');
  const unmuted = [act(3, { isMuted: true }), act(4), said(5, 'bob')];
  expect(judge(unmuted, { lines: [stands('bob')], rows: [row()] })).toBe('kept');
});

test.each([
  [
    'somebody who moderates nothing mutes',
    [act(3, { actorId: 'bob', person: 'mo', isMuted: true })],
  ],
  ['somebody who moderates nothing freezes', [mode(3, true, 'bob')]],
  ['a muted person says something', [act(3, { isMuted: true }), said(4, 'bob')]],
  ['a participant says something in a frozen chat', [mode(3, true), said(4, 'bob')]],
] as const)('[CHECK-2] K13: %s', (_name, entries) => {
  expect(judge(entries)).toBe('broken');
});

test('[CHECK-2] K13: a client or the database has it otherwise than the log', () => {
  const entries = [act(3, { isMuted: true })];
  expect(judge(entries, { lines: [stands('bob')] })).toBe('broken');
  expect(judge(entries, { lines: [stands('bob', { isMuted: true, role: 'moderator' })] })).toBe(
    'broken',
  );
  expect(judge([mode(3, true)], { lines: [stands('bob')] })).toBe('broken');
  expect(judge(entries, { rows: [row()] })).toBe('broken');
  expect(judge([], { rows: [row({ isBanned: true })] })).toBe('broken');
});
