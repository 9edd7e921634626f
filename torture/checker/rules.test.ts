import { expect, test } from 'vitest';

import type { FinalLog } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, deleted, logOf, said, standingOf, Story, went } from './stories.ts';
import { RULES, type Rule, type Verdict } from './verdict.ts';

const judge = (story: Story, ...finals: readonly FinalLog[]): Verdict =>
  checkHistory(story.lines, finals);

const rulesThatAre = (verdict: Verdict, is: 'kept' | 'broken'): readonly Rule[] =>
  verdict.rules.flatMap(({ rule, status }) => (status === is ? [rule] : []));

const told = (verdict: Verdict, rule: Rule) =>
  verdict.rules.find((found) => found.rule === rule)?.violations[0];

const story = () => new Story();

const hello = said(2, 'ada', 'hello');
const answer = said(3, 'bob', 'hi');
const chat = [came(1, 'ada'), hello, answer];

interface Case {
  readonly rule: Rule;
  readonly name: string;
  readonly verdict: () => Verdict;
}

const broken: readonly Case[] = [
  {
    rule: 'K1',
    name: 'an acknowledged message is not where it was said to be',
    verdict: () => judge(story().asks(1, 'ada', 'hello').gets(1, 'ada', 'hello', 3), logOf(chat)),
  },
  {
    rule: 'K1',
    name: 'the log that an acknowledged message was in is gone',
    verdict: () => judge(story().says(1, hello)),
  },
  {
    rule: 'K1',
    name: 'an acknowledged message was lost when the log began anew',
    verdict: () =>
      judge(story().watches('bob', 1).says(1, hello), logOf([came(1, 'ada')], { epoch: 'two' })),
  },
  {
    rule: 'K2',
    name: 'a message that was refused for good is in the log',
    verdict: () =>
      judge(story().asks(1, 'ada', 'hello').isRefused(1, 'ada', 'hello', 'forbidden'), logOf(chat)),
  },
  {
    rule: 'K3',
    name: 'two answers to one message name two places',
    verdict: () =>
      judge(story().says(1, hello).asks(2, 'ada', 'hello').gets(2, 'ada', 'hello', 3), logOf(chat)),
  },
  {
    rule: 'K4',
    name: 'a place is missing',
    verdict: () => judge(story(), logOf([came(1, 'ada'), said(3, 'ada')])),
  },
  {
    rule: 'K4',
    name: 'the log began anew although nothing took its end',
    verdict: () => judge(story().watches('bob', 1), logOf(chat, { epoch: 'two' })),
  },
  {
    rule: 'K5',
    name: 'a client saw two entries in the wrong order',
    verdict: () =>
      judge(story().watches('bob', 1).sees('bob', answer).sees('bob', hello), logOf(chat)),
  },
  {
    rule: 'K5',
    name: 'a client saw another text',
    verdict: () =>
      judge(
        story()
          .watches('bob', 2)
          .sees('bob', { ...answer, content: 'no' }),
        logOf(chat),
      ),
  },
  {
    rule: 'K6',
    name: 'a client never saw the last message',
    verdict: () => judge(story().watches('bob', 1).sees('bob', hello), logOf(chat)),
  },
  {
    rule: 'K6',
    name: 'a stock client saw a message twice',
    verdict: () =>
      judge(
        story().watches('bob', 1).sees('bob', hello).sees('bob', hello).sees('bob', answer),
        logOf(chat),
      ),
  },
  {
    rule: 'K6',
    name: 'a stock client was not told who came',
    verdict: () =>
      judge(story().watches('bob', 0).sees('bob', hello, 1).sees('bob', answer), logOf(chat)),
  },
  {
    rule: 'K7',
    name: 'what was sent after an acknowledgement stands before it',
    verdict: () => judge(story().says(1, answer).says(2, hello), logOf(chat)),
  },
  {
    rule: 'K8',
    name: 'what one client said first stands behind',
    verdict: () => {
      const [first, second] = [said(2, 'ada', 'one'), said(1, 'ada', 'two')];
      return judge(story().says(1, first).says(2, second), logOf([second, first]));
    },
  },
  {
    rule: 'K9',
    name: 'the log has a message of somebody who had left',
    verdict: () => {
      const late = said(3, 'ada');
      return judge(story().says(1, late), logOf([came(1, 'ada'), went(2, 'ada'), late]));
    },
  },
  {
    rule: 'K9',
    name: 'somebody saw what was said after they had left',
    verdict: () => {
      const late = said(3, 'bob');
      const log = logOf([came(1, 'ada'), went(2, 'ada'), late]);
      return judge(story().watches('ada', 1).sees('ada', late), log);
    },
  },
  {
    rule: 'K9',
    name: 'a stock client that takes part again sees messages before it asked to join again',
    verdict: () => {
      const late = said(4, 'bob');
      const log = logOf([came(1, 'ada'), went(2, 'ada'), came(3, 'ada'), late]);
      return judge(story().watches('ada', 1).sees('ada', late), log);
    },
  },
  {
    rule: 'K11',
    name: 'a node takes too much memory',
    verdict: () =>
      judge(story().write({ type: 'node', node: 'node-1', is: 'sample', rssBytes: 2 ** 31 })),
  },
  {
    rule: 'K11',
    name: 'a node keeps too much for one reader',
    verdict: () =>
      judge(story().write({ type: 'node', node: 'n', is: 'sample', largestBufferBytes: 2 ** 24 })),
  },
  {
    rule: 'K12',
    name: 'a client is behind for half a minute after a fault',
    verdict: () =>
      judge(
        story()
          .watches('bob', 1)
          .says(1, hello)
          .write({ type: 'fault', is: 'start', fault: 1, kind: 'node-kill', target: 'node-1' })
          .write({ type: 'fault', is: 'end', fault: 1, kind: 'node-kill', target: 'node-1' })
          .wait(30_000)
          .sees('bob', hello),
        logOf(chat.slice(0, 2)),
      ),
  },
  {
    rule: 'K12',
    name: 'a client has no connection for half a minute after a fault',
    verdict: () =>
      judge(
        story()
          .connects('bob', 1)
          .watches('bob', 1)
          .write({ type: 'fault', is: 'start', fault: 1, kind: 'node-kill', target: 'node-1' })
          .loses('bob', 1)
          .write({ type: 'fault', is: 'end', fault: 1, kind: 'node-kill', target: 'node-1' })
          .wait(30_000)
          .connects('bob', 2),
        logOf(chat.slice(0, 1)),
      ),
  },
];

for (const { rule, name, verdict } of broken) {
  test(`[CHECK-2] ${rule}: ${name}`, () => {
    expect(rulesThatAre(verdict(), 'broken')).toContain(rule);
  });
}

test('[CHECK-1] one run in which every rule was looked at and kept', () => {
  const gone = deleted(4, answer);
  const run = story()
    .watches('bob', 1)
    .says(1, hello)
    .sees('bob', hello)
    .write({ type: 'node', node: 'node-1', is: 'sample', rssBytes: 1_000 })
    .write({ type: 'fault', is: 'start', fault: 1, kind: 'node-kill', target: 'node-1' })
    .write({ type: 'node', node: 'node-1', is: 'exited', wasInjected: true, exitCode: null })
    .write({ type: 'fault', is: 'end', fault: 1, kind: 'node-kill', target: 'node-1' })
    .says(2, answer)
    .sees('bob', answer)
    .changes(3, gone)
    .sees('bob', gone);
  const verdict = judge(run, logOf([...chat, gone], { standings: [standingOf('ada')] }));
  expect(rulesThatAre(verdict, 'kept')).toEqual(Object.keys(RULES));
  expect(verdict.totals).toMatchObject({ attempted: 2, acknowledged: 2, deliveries: 3 });
});

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

test('[CHECK-6] a violation names the client, the place, the request and the faults around it', () => {
  const run = story()
    .write({ type: 'fault', is: 'start', fault: 1, kind: 'node-kill', target: 'node-1' })
    .asks(7, 'ada', 'hello')
    .gets(7, 'ada', 'hello', 3);
  expect(told(judge(run, logOf(chat)), 'K1')).toMatchObject({
    client: 'ada',
    seq: 3,
    op: 7,
    near: ['during node-kill of node-1'],
  });
});

test('[CHECK-6] of a rule that is broken often the first fifty are told, and all are counted', () => {
  const run = story();
  for (let op = 1; op <= 60; op += 1) run.says(op, said(op, 'ada'));
  const k1 = judge(run).rules.find(({ rule }) => rule === 'K1');
  expect(k1?.violationCount).toBe(60);
  expect(k1?.violations).toHaveLength(50);
});
