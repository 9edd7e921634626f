import { describe, expect, test } from 'vitest';

import type { TalkResult } from './boundary.ts';
import { demandFaultless, demandUnlimited } from './trust.ts';

const sound: TalkResult = {
  sent: 10,
  refused: 0,
  readers: 10,
  deliveries: 100,
  missing: 0,
  doubled: 0,
  reordered: 0,
  altered: 0,
  lost: 0,
  ms: 1_000,
  p50: 10,
  p99: 40,
  max: 50,
  isOverrun: false,
  busy: 0.5,
  lagP99Ms: 10,
};

describe('[BENCH-11] a talk whose generator', () => {
  test('had time is reported', () => {
    expect(() => demandUnlimited('ours', sound)).not.toThrow();
  });

  test('was busy is not reported', () => {
    expect(() => demandUnlimited('ours', { ...sound, busy: 0.95 })).toThrow('busy 95 %');
  });

  test('read late is not reported', () => {
    expect(() => demandUnlimited('ours', { ...sound, lagP99Ms: 30 })).toThrow('late by 30 ms');
  });
});

test.each(['missing', 'doubled', 'reordered', 'altered', 'refused', 'lost'] as const)(
  '[BENCH-10] a talk with one that is %s is not reported',
  (fault) => {
    expect(() => demandFaultless('ours', sound)).not.toThrow();
    expect(() => demandFaultless('ours', { ...sound, [fault]: 1 })).toThrow(`1 ${fault}`);
  },
);
