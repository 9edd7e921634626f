import { expect, test } from 'vitest';

import { judge, rulesThatAre, told } from './judging.ts';
import { came, logOf, said, Story, went } from './stories.ts';

const story = () => new Story();
const hello = said(2, 'ada', 'hello');
const answer = said(3, 'bob', 'hi');
const chat = [came(1, 'ada'), hello, answer];

test('[CHECK-1] whoever was told to read anew owes nothing in between', () => {
  const run = story().watches('bob', 0).isToldToReadAnew('bob', 2).sees('bob', answer);
  const verdict = judge(run, logOf(chat));
  expect(rulesThatAre(verdict, 'broken')).not.toContain('K6');
});

test('[CHECK-1] a stock client that joins again after it was away sees what is said from then on', () => {
  const late = said(4, 'bob');
  const run = story().watches('ada', 1).joins(1, 'ada').watches('ada', 3).sees('ada', late);
  const verdict = judge(run, logOf([came(1, 'ada'), went(2, 'ada'), came(3, 'ada'), late]));
  expect(rulesThatAre(verdict, 'broken')).not.toContain('K9');
});

test('[CHECK-1] news of a connection that ended earlier takes nobody away', () => {
  const run = story()
    .connects('bob', 1)
    .connects('bob', 2)
    .loses('bob', 1)
    .write({ type: 'run', is: 'quiet' })
    .wait(30_000)
    .write({ type: 'run', is: 'end' });
  expect(rulesThatAre(judge(run, logOf(chat)), 'kept')).toContain('K12');
});

test('[CHECK-1] who says again that they watch, from a place that they have seen, goes on', () => {
  const run = story().watches('bob', 1).sees('bob', hello).watches('bob', 1).sees('bob', answer);
  expect(rulesThatAre(judge(run, logOf(chat)), 'broken')).not.toContain('K6');
});

test('[CHECK-2] K6: who says again that they watch still answers for what comes', () => {
  const run = story().watches('bob', 1).sees('bob', hello).watches('bob', 1);
  expect(told(judge(run, logOf(chat)), 'K6')).toMatchObject({ client: 'bob', seq: 3 });
});

test('[CHECK-1] who begins anew is owed nothing in between, also where they leave later', () => {
  const run = story().watches('bob', 1).sees('bob', hello).watches('bob', 3);
  const log = logOf([...chat, went(4, 'bob')]);
  expect(rulesThatAre(judge(run, log), 'broken')).not.toContain('K6');
});

test('[CHECK-2] K6: who begins anew after having left is owed everything up to the leaving', () => {
  const run = story().watches('bob', 1).sees('bob', hello).watches('bob', 5);
  const log = logOf([...chat, went(4, 'bob'), came(5, 'bob')]);
  expect(told(judge(run, log), 'K6')).toMatchObject({ client: 'bob', seq: 3 });
});

const crowd = (): Story =>
  story()
    .write({ type: 'run', is: 'start', crowdedRoomSockets: 1 })
    .watches('bob', 0)
    .watches('eve', 3);

test('[CHECK-1] in a crowded room coming and going may be left out', () => {
  const verdict = judge(crowd().sees('bob', hello, 0).sees('bob', answer, 2), logOf(chat));
  expect(rulesThatAre(verdict, 'broken')).not.toContain('K6');
});

test('[CHECK-2] K6: in a crowded room nothing is left out that is said to have been delivered', () => {
  const verdict = judge(crowd().sees('bob', hello, 1).sees('bob', answer, 2), logOf(chat));
  expect(rulesThatAre(verdict, 'broken')).toContain('K6');
});

test('[CHECK-2] K6: in a crowded room no message is left out', () => {
  const verdict = judge(crowd().sees('bob', answer, 0), logOf(chat));
  expect(told(verdict, 'K6')).toMatchObject({ client: 'bob', seq: 2 });
});
