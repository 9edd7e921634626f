import { expect, test } from 'vitest';

import { judge, rulesThatAre, told } from './judging.ts';
import { came, deleted, EVENT, logOf, said, standingOf, Story, went } from './stories.ts';
import { RULES, type Rule, type Verdict } from './verdict.ts';

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
  const of = { client: 'bob', person: 'bob', eventId: EVENT };
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
    .sees('bob', gone)
    .write({ type: 'shows-announcements', client: 'bob', eventId: EVENT, announcements: [] })
    .write({ type: 'shows-people', client: 'bob', eventId: EVENT, people: [] })
    .write({ type: 'searched', ...of, askedAt: 0, word: 'said1x', code: 'forbidden', found: [] })
    .connects('ada', 1, 'node-1', 'smart')
    .write({ type: 'cheered', client: 'ada', connection: 1, eventId: EVENT, cheers: [] })
    .write({ type: 'listed-voters', ...of, messageId: 'a-poll', option: 0, people: [] });
  const verdict = judge(run, logOf([...chat, gone], { standings: [standingOf('ada')] }));
  expect(rulesThatAre(verdict, 'kept')).toEqual(Object.keys(RULES));
  expect(verdict.totals).toMatchObject({ attempted: 2, acknowledged: 2, deliveries: 3 });
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
