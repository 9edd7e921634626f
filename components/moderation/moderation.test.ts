import { expect, test } from 'vitest';

import type { Role } from '../../protocol/wire';
import { may, outranks } from '../../domain/rights';
import { gateWords } from './composer-gate';
import { moderates, mayModerate } from './may-moderate';
import { clockOf, lengthOf } from './time-words';

const ROLES: readonly Role[] = ['organiser', 'moderator', 'participant'];

test('[MOD-22] the app offers what the server lets one do', () => {
  for (const own of ROLES) {
    for (const other of ROLES) expect(mayModerate(own, other).act).toBe(outranks(own, other));
  }
  expect(mayModerate('organiser', 'moderator').appoint).toBe(true);
  expect(mayModerate('moderator', 'participant')).toEqual({ act: true, appoint: false });
  expect(mayModerate(undefined, 'participant')).toEqual({ act: false, appoint: false });
});

test('[PIN-21] the app lets those pin whom the server does', () => {
  for (const role of ROLES) {
    expect(moderates(role)).toBe(may({ status: 'attending', role, bannedAt: null }, 'pin'));
  }
});

test('[MOD-23] times are said as on a clock that runs down, and in a word', () => {
  expect([1, 59, 60, 245, 3_600, 86_399].map(clockOf)).toEqual([
    '1 s',
    '59 s',
    '1:00',
    '4:05',
    '1:00:00',
    '23:59:59',
  ]);
  expect([0, 30, 60, 300, 21_600, 86_400, 604_800].map(lengthOf)).toEqual([
    '0 s',
    '30 s',
    '1 min',
    '5 min',
    '6 h',
    '1 day',
    '7 days',
  ]);
});

test('[MOD-23] the composer says why one can’t write now, the gravest first', () => {
  const open = {
    role: 'participant',
    isFrozen: false,
    slowSeconds: 30,
    mutedUntil: null,
    slowUntil: null,
  } as const;
  const none = { muted: 0, slow: 0 };
  const slow = { muted: 0, slow: 12 };
  expect(gateWords(null, none)).toBeNull();
  expect(gateWords(open, none)).toBeNull();
  expect(gateWords(open, slow)).toBe('Slow mode: you can write again in 12 s.');
  const frozen = { ...open, isFrozen: true };
  expect(gateWords(frozen, slow)).toMatch(/^The chat is frozen/);
  expect(gateWords({ ...frozen, role: 'moderator' }, slow)).toBeNull();
  for (const role of ROLES) {
    const muted = gateWords({ ...frozen, role }, { muted: 90, slow: 0 });
    expect(muted).toBe('You are muted. You can write again in 1:30.');
  }
});
