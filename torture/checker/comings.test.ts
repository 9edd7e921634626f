import { expect, test } from 'vitest';

import { checkHistory } from './check.ts';
import { came, logOf, said, Story, went } from './stories.ts';
import type { Rule, RuleVerdict } from './verdict.ts';

const story = () => new Story();

const judge = (run: Story, entries: Parameters<typeof logOf>[0]): ReadonlyMap<Rule, RuleVerdict> =>
  new Map(checkHistory(run.lines, [logOf(entries)]).rules.map((found) => [found.rule, found]));

const left = [came(1, 'ada'), said(2, 'bob'), said(3, 'bob'), went(4, 'ada')];

test('[CHECK-1] who has no connection when its participation ends is owed no more', () => {
  const run = story().connects('ada', 1).watches('ada', 1).sees('ada', said(2, 'bob'));
  expect(judge(run.loses('ada', 1), left).get('K6')?.status).toBe('kept');
});

test('[CHECK-2] K6: who is connected when its participation ends is owed all from before', () => {
  const run = story().connects('ada', 1).watches('ada', 1).sees('ada', said(2, 'bob'));
  expect(judge(run, left).get('K6')?.status).toBe('broken');
});

test('[CHECK-2] K6: who had come back before its participation ended is owed all from before', () => {
  const run = story().connects('ada', 1).watches('ada', 1).sees('ada', said(2, 'bob'));
  run.loses('ada', 1).connects('ada', 2).isIn(1, 'ada', 3);
  expect(judge(run, left).get('K6')?.status).toBe('broken');
});

test('[CHECK-2] K6: after a second coming ours owes what comes until the next end, also from an earlier place', () => {
  const again = [...left, came(5, 'ada'), said(6, 'bob')];
  const run = story().watches('ada', 1, 'smart').sees('ada', said(2, 'bob'));
  run.participates(1, 'ada', 'quit').participates(2, 'ada', 'attend');
  const verdict = judge(run.watches('ada', 2, 'smart').sees('ada', said(3, 'bob')), again);
  expect(verdict.get('K6')?.violations[0]).toMatchObject({ client: 'ada', seq: 6 });
});
