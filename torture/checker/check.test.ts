import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkHistory } from './check.ts';
import { legalRun, type LegalRun } from './legal-run.ts';
import { mutations } from './mutations.ts';
import { isKept, summaryLine, type Rule } from './verdict.ts';

const brokenRules = (run: LegalRun): readonly Rule[] =>
  checkHistory(run.lines, run.finals).rules.flatMap(({ rule, status }) =>
    status === 'broken' ? [rule] : [],
  );

const seeds = fc.integer({ min: 1, max: 1_000_000 });

test('[CHECK-1] a run in which every promise was kept is found so, whatever happened in it', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const run = legalRun(seed);
      const verdict = checkHistory(run.lines, run.finals);
      const broken = verdict.rules.filter(({ status }) => status === 'broken');
      expect(broken).toEqual([]);
      expect(isKept(verdict)).toBe(true);
      expect(summaryLine(verdict)).toMatch(
        /^lost 0, doubled 0, reordered 0, forked 0, acknowledged \d+$/,
      );
    }),
    { numRuns: 150 },
  );
});

for (const { name, breaks, apply } of mutations) {
  test(`[CHECK-2] it is found where ${name}: ${breaks}`, () => {
    let applied = 0;
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, choice) => {
        const run = legalRun(seed);
        const mutant = apply(run, (count) => choice % Math.max(1, count));
        if (mutant === null) return;
        applied += 1;
        expect(brokenRules(mutant)).toContain(breaks);
      }),
      { numRuns: 40 },
    );
    expect(applied).toBeGreaterThan(5);
  });
}

test('[CHECK-3] a rule that nothing could have broken is called not exercised', () => {
  const { rules } = checkHistory([], []);
  expect(new Set(rules.map(({ status }) => status))).toEqual(new Set(['not exercised']));
});
