import { expect, test } from 'vitest';

import type { FinalLog } from '../history.ts';
import { checkHistory } from './check.ts';
import { came, deleted, edited, logOf, said, Story } from './stories.ts';
import type { Rule } from './verdict.ts';

const hello = said(3, 'ada', 'hello');
const better = edited(4, hello, 'hello all');
const gone = deleted(5, hello);
const later = said(6, 'bob', 'later');
const people = [came(1, 'ada'), came(2, 'bob')];
const kept = logOf([...people, hello, better]);
const emptied = logOf([...people, hello, better, gone, later]);

/** Sent, edited and deleted; nobody has seen any of it. */
const chat = () => new Story().says(1, hello).changes(2, better);
const over = () => chat().changes(3, gone).says(4, later);

const broken = ({ lines }: Story, log: FinalLog): readonly Rule[] =>
  checkHistory(lines, [log]).rules.flatMap(({ rule, status }) =>
    status === 'broken' ? [rule] : [],
  );

const fault = { type: 'fault', fault: 1, kind: 'net-database-refuse', target: 'node-1' } as const;

test('[CHECK-1] K6: who comes to a message after its deletion may be told of the deletion alone', () => {
  const run = over().watches('bob', 2).sees('bob', gone).sees('bob', later);
  expect(broken(run, emptied)).toEqual([]);
});

test('[CHECK-2] K6: who was past a message before its deletion was asked for must have seen it', () => {
  const run = chat().watches('bob', 2).sees('bob', later).changes(3, gone).says(4, later);
  expect(broken(run, emptied)).toContain('K6');
});

test('[CHECK-1] K5: ours shows a message as the history has it, edited or empty', () => {
  const ours = (run: Story, content: string): Story =>
    run.watches('eve', 2, 'smart').sees('eve', { ...hello, content });
  const shown = ours(chat(), 'hello all').shows('eve', hello, 'hello all');
  expect(broken(shown, kept)).toEqual([]);
  expect(broken(ours(over(), '').sees('eve', later), emptied)).toEqual([]);
});

test('[CHECK-2] K5: a stock client is never told of a message as it became later, nor of an empty one', () => {
  const stock = (run: Story, content: string): Story =>
    run.watches('eve', 2).sees('eve', { ...hello, content });
  expect(broken(stock(chat(), 'hello all').sees('eve', better), kept)).toContain('K5');
  const empty = stock(over(), '').sees('eve', gone).sees('eve', later);
  expect(broken(empty, emptied)).toContain('K5');
});

test('[CHECK-2] K5: what was seen before its sender had an answer is what it sent', () => {
  const run = new Story()
    .watches('bob', 2)
    .asks(1, 'ada', 'hello')
    .sees('bob', { ...hello, content: 'other' })
    .gets(1, 'ada', 'hello', 3)
    .changes(2, better)
    .changes(3, gone)
    .sees('bob', gone)
    .says(4, later)
    .sees('bob', later);
  expect(broken(run, emptied)).toEqual(['K5']);
});

test('[CHECK-2] K1: a deletion is acknowledged as done already, and was never done', () => {
  const run = chat().asksToChange(3, gone);
  const of = { op: 3, client: 'ada', author: 'ada', eventId: 'event' } as const;
  run.write({ type: 'ok', ...of, does: 'delete', messageId: 'id-3' });
  expect(broken(run, kept)).toContain('K1');
});

test('[CHECK-2] K7: a change that was asked for after something was acknowledged stands before it', () => {
  const run = chat().says(4, later).changes(3, gone);
  expect(broken(run, emptied)).toContain('K7');
});

const read = (run: Story): Story => run.watches('bob', 2).sees('bob', hello).sees('bob', better);

test('[CHECK-8] K10: a node that has not heard yet, and a client that is behind, are no breach', () => {
  const run = new Story().connects('bob', 1, 'node-2').connects('eve', 1, 'node-1');
  run.watches('eve', 3).says(1, hello).changes(2, better);
  run.sees('eve', better).changes(3, gone).sees('eve', gone);
  read(run.wait(5_000)).says(4, later).sees('eve', later);
  expect(broken(run.sees('bob', gone).sees('bob', later), emptied)).toEqual([]);
});

test('[CHECK-8] K10: while a fault is under way, a text may be on its way for long', () => {
  const run = chat()
    .write({ ...fault, is: 'start' })
    .changes(3, gone);
  read(run.wait(60_000)).write({ ...fault, is: 'end' });
  run.sees('bob', gone).says(4, later).sees('bob', later);
  expect(broken(run, emptied)).not.toContain('K10');
});

test('[CHECK-8] K10: a text is sent long after it was deleted, and nothing was wrong meanwhile', () => {
  const run = read(chat().changes(3, gone).wait(15_000)).sees('bob', gone);
  expect(broken(run.says(4, later).sees('bob', later), emptied)).toEqual(['K10']);
});

test('[CHECK-8] K10: a text is sent by a node that had told somebody of the deletion before the connection', () => {
  const run = new Story().connects('eve', 1, 'node-1').watches('eve', 4);
  run.says(1, hello).changes(2, better).changes(3, gone).sees('eve', gone);
  read(run.wait(10).connects('bob', 1, 'node-1'))
    .sees('bob', gone)
    .says(4, later);
  expect(broken(run.sees('bob', later).sees('eve', later), emptied)).toEqual(['K10']);
});

test('[CHECK-8] K10: one of ours is sent a text by a node that had told somebody of the deletion', () => {
  const run = new Story().connects('eve', 1, 'node-1').watches('eve', 4);
  run.says(1, hello).changes(2, better).changes(3, gone).sees('eve', gone).wait(10);
  run.says(4, later).sees('eve', later).connects('bob', 1, 'node-1', 'smart');
  expect(broken(run.isSent('bob', hello), emptied)).toEqual(['K10']);
});

test('[CHECK-8] K10: who was told of a deletion is sent the text on a later connection', () => {
  const run = chat().connects('bob', 1, 'node-1').watches('bob', 4).changes(3, gone);
  run.sees('bob', gone).loses('bob', 1).connects('bob', 2, 'node-2');
  run.watches('bob', 2).sees('bob', hello, undefined, 2);
  expect(broken(run, emptied)).toContain('K10');
});

test('[CHECK-8] K10: a device of ours that goes on from further back may be sent it again, by another node', () => {
  const run = chat().connects('bob', 1, 'node-1', 'smart').changes(3, gone).isSent('bob', gone);
  run.loses('bob', 1).connects('bob', 2, 'node-2', 'smart').isSent('bob', hello, 2);
  expect(broken(run.says(4, later), emptied)).not.toContain('K10');
});

test('[CHECK-2] K10: the text of a deleted message is kept as an earlier version of another, in another log', () => {
  const run = over();
  const elsewhere = { ...logOf([came(1, 'bob')]), eventId: 'another' };
  const versions = [{ messageId: 'id-9', content: 'hello all' }];
  const verdict = checkHistory(run.lines, [emptied, { ...elsewhere, versions }]);
  expect(verdict.rules.find(({ rule }) => rule === 'K10')).toMatchObject({ status: 'broken' });
});
