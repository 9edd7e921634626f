import { expect, test } from 'vitest';

import { StartFailure } from '../start-failure.ts';
import { defaultLimits, LIMITS, limitVariable, readLimits, type LimitName } from './limits.ts';

test('[LIMIT-8] every limit has a variable of its own, and a reason', () => {
  const names = Object.keys(LIMITS) as LimitName[];
  expect(new Set(names.map(limitVariable)).size).toBe(names.length);
  expect(limitVariable('connectionsPerPerson')).toBe('LIMIT_CONNECTIONS_PER_PERSON');
  expect(limitVariable('typingStartsPer20s')).toBe('LIMIT_TYPING_STARTS_PER_20S');
  for (const name of names) expect(LIMITS[name].why.length).toBeGreaterThan(20);
});

test('[LIMIT-8] a variable sets its limit, an empty one does not', () => {
  const limits = readLimits({ LIMIT_CONNECTIONS_PER_PERSON: '3', LIMIT_STOP_MS: ' ' });
  expect(limits).toEqual({ ...defaultLimits, connectionsPerPerson: 3 });
});

test('[LIMIT-8] every bad value is one line that names its variable', () => {
  const bad = { LIMIT_STOP_MS: '-1', LIMIT_PACKETS_BURST: 'many', LIMIT_JOINS_PER_SECOND: '1.5' };
  try {
    readLimits(bad);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(StartFailure);
    const { lines } = error as StartFailure;
    expect(lines).toHaveLength(3);
    for (const name of Object.keys(bad)) expect(lines.join('\n')).toContain(name);
  }
});
