import { expect, test } from 'vitest';

import type { HistoryLine } from '../history.ts';
import { checkDeployment } from './check.ts';

const messages = [1, 2, 4].map((seq) => ({ id: `m${seq}`, seq, content: `text ${seq}` }));
const at = { at: 0, client: 'c', eventId: 'e' };

const watch = (edge: 'from' | 'until' | 'resync', seq: number): HistoryLine => ({
  ...at,
  type: 'watch',
  kind: 'stock',
  person: 'p',
  connection: 1,
  epoch: 'x',
  edge,
  seq,
});
const seen = (seq: number, content = `text ${seq}`): HistoryLine => ({
  ...at,
  type: 'seen',
  connection: 1,
  seq,
  kind: 'message',
  content,
});
const acked = (seq: number, messageId = `m${seq}`): HistoryLine => ({
  ...at,
  type: 'ok',
  op: seq,
  author: 'p',
  does: 'send',
  clientMessageId: `id ${messageId}`,
  seq,
  messageId,
});

const whole = [watch('from', 0), seen(1), acked(1), seen(2), acked(2), seen(4), acked(4)];
const NOTHING = { lost: 0, doubled: 0, reordered: 0, forked: 0 };

test('a whole run keeps everything; places that are no message are nobody’s', () => {
  expect(checkDeployment(whole, messages)).toMatchObject({ ...NOTHING, acknowledged: 3 });
  const left = [watch('from', 0), seen(1), watch('until', 1)];
  expect(checkDeployment(left, messages)).toMatchObject(NOTHING);
  const behind = [watch('from', 0), seen(1), watch('resync', 3), seen(4)];
  expect(checkDeployment(behind, messages)).toMatchObject(NOTHING);
});

const cases: readonly [string, readonly HistoryLine[], object][] = [
  ['a client missed one', [watch('from', 0), seen(1), seen(4)], { lost: 1 }],
  ['an acknowledged one is not there', [acked(3)], { lost: 1 }],
  ['a client saw one twice', [...whole, seen(4)], { doubled: 1 }],
  [
    'two answers differ',
    [acked(1), acked(2, 'm2'), { ...acked(2, 'm2'), clientMessageId: 'id m1' } as HistoryLine],
    { doubled: 1 },
  ],
  [
    'a client saw them in another order',
    [watch('from', 0), seen(2), seen(1), seen(4)],
    { reordered: 1 },
  ],
  [
    'a client saw something else',
    [watch('from', 0), seen(1, 'no'), seen(2), seen(4)],
    { forked: 1 },
  ],
];

test.each(cases)('found: %s', (_, lines, expected) => {
  const verdict = checkDeployment(lines, messages);
  expect(verdict).toMatchObject({ ...NOTHING, ...expected });
  expect(verdict.violations).toHaveLength(1);
});

test('found: a message that is stored twice', () => {
  const twice = [...messages, { id: 'm5', seq: 5, content: 'text 4' }];
  expect(checkDeployment([], twice)).toMatchObject({ ...NOTHING, doubled: 1 });
});
