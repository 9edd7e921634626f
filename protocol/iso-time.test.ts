import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isoTime } from './iso-time.ts';

test('a time is written as the language writes it, whatever was written before', () => {
  const times = fc.date({ noInvalidDate: true, min: new Date(-1e13), max: new Date(1e14) });
  fc.assert(
    fc.property(times, fc.nat(120_000), (at, later) => {
      for (const ms of [at.getTime(), at.getTime() + later]) {
        expect(isoTime(ms)).toBe(new Date(ms).toISOString());
      }
    }),
  );
});

test('what is no time is none here either', () => {
  expect(() => isoTime(NaN)).toThrow(RangeError);
});
