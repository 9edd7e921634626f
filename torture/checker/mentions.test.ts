import { expect, test } from 'vitest';

import type { FinalLog } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, logOf, said, Story } from './stories.ts';

const mentions = ['@moderators', 'eve'];
const hi = { ...said(3, 'bob', 'hi'), mentions };

/** The log, with a message and inboxes that say this of whom it mentions. */
function logWith(entry = hi, row: readonly string[] = mentions, called = row): FinalLog {
  const log = logOf([came(1, 'ada'), said(2, 'ada', 'hello'), entry]);
  const messages = log.messages.map((message) =>
    message.seq === 3 ? { ...message, mentions: row, called } : message,
  );
  return { ...log, messages };
}

const of = { client: 'bob', author: 'bob', does: 'send', eventId: 'event' } as const;

/** bob mentions somebody; everybody sees what they are told of it. */
function story(asked: readonly string[], seen: readonly string[], shown = seen): Story {
  const run = new Story().says(1, said(2, 'ada', 'hello')).watches('eve', 1);
  run.sees('eve', said(2, 'ada', 'hello'));
  const what = { content: 'hi', clientMessageId: 'm-hi', mentions: asked };
  run.write({ type: 'invoke', op: 2, ...of, ...what }).gets(2, 'bob', 'hi', 3);
  const at = { client: 'eve', connection: 1, eventId: 'event', seq: 3, kind: 'message' } as const;
  run.write({ type: 'seen', ...at, messageId: 'id-3', mentions: seen });
  const showing = { client: 'eve', eventId: 'event', messageId: 'id-3', content: 'hi' };
  return run.write({ type: 'shows', ...showing, mentions: shown });
}

const broken = (run: Story, log = logWith()) =>
  checkHistory(run.lines, [log]).rules.flatMap(({ rule, status }) =>
    status === 'broken' ? [rule] : [],
  );

test('[CHECK-1] [MENTION-24] a message mentions the same wherever it is seen; who was not there may be left out', () => {
  expect(broken(story(mentions, mentions))).toEqual([]);
  expect(broken(story([...mentions, 'gone'], mentions))).toEqual([]);
});

test.each([
  [
    'K1',
    'somebody is mentioned whom nobody asked for',
    story(['@moderators'], mentions),
    logWith(),
  ],
  ['K1', 'a group is left out', story([...mentions, '@everyone'], mentions), logWith()],
  [
    'K4',
    'the history mentions otherwise',
    story(mentions, mentions),
    logWith(hi, ['eve'], mentions),
  ],
  ['K4', 'an inbox lacks it', story(mentions, mentions), logWith(hi, mentions, ['eve'])],
  ['K5', 'somebody sees nobody mentioned', story(mentions, [], mentions), logWith()],
  ['K5', 'a room shows nobody mentioned in the end', story(mentions, mentions, []), logWith()],
] as const)('[CHECK-2] [MENTION-24] %s: %s', (rule, _name, run, log) => {
  expect(broken(run, log)).toContain(rule);
});
