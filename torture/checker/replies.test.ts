import { expect, test } from 'vitest';

import type { FinalLog } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, logOf, said, Story } from './stories.ts';

const hello = said(2, 'ada', 'hello');
const replyTo = { id: 'id-2', seq: 2 };
const hi = { ...said(3, 'bob', 'hi'), replyTo };
const entries = [came(1, 'ada'), hello, hi];

/** The log, with rows that say this of what the last message answers. */
function logWith(answer = hi, row = replyTo): FinalLog {
  const log = logOf([came(1, 'ada'), hello, answer]);
  const messages = log.messages.map((message) =>
    message.seq === 3 ? { ...message, replyTo: row } : message,
  );
  return { ...log, messages };
}

const of = { client: 'bob', author: 'bob', does: 'send', eventId: 'event' } as const;

/** bob answers a message; everybody sees what they are told of it. */
function story(asked: string | null, seen: typeof replyTo | null, shown = seen): Story {
  const what = { content: 'hi', clientMessageId: 'm-hi', ...(asked && { replyTo: asked }) };
  const run = new Story().says(1, hello).watches('eve', 1).sees('eve', hello);
  run.write({ type: 'invoke', op: 2, ...of, ...what }).gets(2, 'bob', 'hi', 3);
  const at = { client: 'eve', connection: 1, eventId: 'event', seq: 3, kind: 'message' } as const;
  run.write({ type: 'seen', ...at, messageId: 'id-3', ...(seen && { replyTo: seen }) });
  const showing = { client: 'eve', eventId: 'event', messageId: 'id-3', content: 'hi' };
  return run.write({ type: 'shows', ...showing, ...(shown && { replyTo: shown }) });
}

const broken = (run: Story, log = logWith()) =>
  checkHistory(run.lines, [log]).rules.flatMap(({ rule, status }) =>
    status === 'broken' ? [rule] : [],
  );

test('[CHECK-1] [REPLY-24] an answer names the same message wherever it is seen', () => {
  expect(broken(story('id-2', replyTo))).toEqual([]);
});

test('[CHECK-1] [REPLY-24] what answers nothing says nothing of it', () => {
  const plain = logOf([...entries.slice(0, 2), said(3, 'bob', 'hi')]);
  expect(broken(story(null, null), plain)).toEqual([]);
});

const other = { id: 'id-1', seq: 1 };

test.each([
  ['K1', 'an acknowledged answer is to something else', story('id-1', replyTo), logWith()],
  ['K1', 'an acknowledged message answers what nobody asked', story(null, replyTo), logWith()],
  [
    'K4',
    'what is answered is no message',
    story('id-1', other),
    logWith({ ...hi, replyTo: other }, other),
  ],
  [
    'K4',
    'the history answers something else than the log',
    story('id-2', replyTo),
    logWith(hi, other),
  ],
  ['K5', 'somebody sees an answer to something else', story('id-2', other, replyTo), logWith()],
  ['K5', 'somebody sees no answer', story('id-2', null, replyTo), logWith()],
  ['K5', 'a room shows no answer in the end', story('id-2', replyTo, null), logWith()],
] as const)('[CHECK-2] [REPLY-24] %s: %s', (rule, _name, run, log) => {
  expect(broken(run, log)).toContain(rule);
});

test('[CHECK-2] [REPLY-24] K4: an answer is at a place before what it answers', () => {
  const ahead = { id: 'id-3', seq: 3 };
  const early = { ...hello, replyTo: ahead };
  const log = logOf([came(1, 'ada'), early, said(3, 'bob', 'hi')]);
  const messages = log.messages.map((row) => (row.seq === 2 ? { ...row, replyTo: ahead } : row));
  expect(broken(new Story(), { ...log, messages })).toContain('K4');
});
