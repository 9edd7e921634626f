import { expect, test } from 'vitest';

import type { FinalLog, HistoryLine } from '../history.ts';
import { checkHistory } from './check.ts';
import type { Rule } from './verdict.ts';

const EVENT = 'party';
const entry = (seq: number, actorId: string, more: Partial<FinalLog['entries'][number]>) => ({
  seq,
  actorId,
  kind: 'reactions' as const,
  messageId: 'm1',
  clientMessageId: null,
  createdAt: '2030-01-01T00:00:00.000Z',
  ...more,
});

/** Ada says hello; she and Bob give it a thumb, and Ada takes hers back. */
const log: FinalLog = {
  eventId: EVENT,
  epoch: 'one',
  head: 3,
  entries: [
    entry(1, 'ada', { kind: 'message', clientMessageId: 'c1', content: 'hello' }),
    entry(2, 'ada', {
      reactions: [['👍', 2]],
      reacted: [
        ['ada', '👍', true],
        ['bob', '👍', true],
      ],
    }),
    entry(3, 'ada', { reactions: [['👍', 1]], reacted: [['ada', '👍', false]] }),
  ],
  messages: [{ id: 'm1', seq: 1, content: 'hello', isDeleted: false, reactions: [['👍', 1]] }],
  reactors: [{ messageId: 'm1', person: 'bob', emoji: '👍' }],
};

const asked = (op: number, client: string, on: boolean, seq?: number): HistoryLine[] => {
  const request = { op, client, author: client, does: 'react', eventId: EVENT } as const;
  const wish = { messageId: 'm1', emoji: '👍', on };
  return [
    { type: 'invoke', at: op, ...request, ...wish },
    { type: 'ok', at: op + 1, ...request, ...wish, ...(seq !== undefined && { seq }) },
  ];
};
const said = { op: 1, client: 'ada', author: 'ada', does: 'send', eventId: EVENT } as const;
const watched = { client: 'bob', kind: 'smart', person: 'bob', connection: 1 } as const;
const shown = (reactions: [string, number, boolean][]): HistoryLine => ({
  type: 'shows',
  at: 90,
  client: 'bob',
  eventId: EVENT,
  messageId: 'm1',
  content: 'hello',
  reactions,
});
const saying: HistoryLine[] = [
  { type: 'invoke', at: 1, ...said, clientMessageId: 'c1', content: 'hello' },
  { type: 'ok', at: 2, ...said, clientMessageId: 'c1', seq: 1, epoch: 'one', messageId: 'm1' },
];
const reacting: HistoryLine[] = [
  ...asked(10, 'ada', true, 2),
  ...asked(20, 'bob', true, 2),
  ...asked(30, 'bob', true),
  ...asked(40, 'ada', false, 3),
];
const watching: HistoryLine[] = [
  { type: 'watch', at: 0, ...watched, eventId: EVENT, epoch: 'one', edge: 'from', seq: 0 },
  {
    type: 'seen',
    at: 5,
    client: 'bob',
    connection: 1,
    eventId: EVENT,
    seq: 1,
    kind: 'message',
    messageId: 'm1',
    author: 'ada',
    content: 'hello',
  },
];
const own: [string, number, boolean][] = [['👍', 1, true]];

const broken = (lines: readonly HistoryLine[], final: FinalLog = log): readonly Rule[] =>
  checkHistory(lines, [final]).rules.flatMap(({ rule, status }) =>
    status === 'broken' ? [rule] : [],
  );
const run = (parts: Partial<{ reacting: HistoryLine[]; shows: HistoryLine[] }> = {}) => [
  ...watching.slice(0, 1),
  ...saying,
  ...watching.slice(1),
  ...(parts.reacting ?? reacting),
  ...(parts.shows ?? [shown(own)]),
];

test('[CHECK-1] reactions that were kept, taken back and shown as they are break nothing', () => {
  expect(broken(run())).toEqual([]);
});

test('[CHECK-2] [REACT-24] a reaction that is lost, that nobody asked for, summed up wrongly or shown otherwise is found', () => {
  const lost = [...reacting, ...asked(50, 'cyd', true, 3)];
  expect(broken(run({ reacting: lost }))).toEqual(['K1']);
  expect(broken(run({ reacting: [...reacting, ...asked(50, 'cyd', true)] }))).toEqual(['K1']);
  expect(broken(run({ reacting: reacting.slice(2) }))).toEqual(['K2']);
  const wrongSum = log.entries.map((each) =>
    each.seq === 3 ? { ...each, reactions: [['👍', 2]] as [string, number][] } : each,
  );
  expect(broken(run(), { ...log, entries: wrongSum })).toEqual(['K4']);
  expect(broken(run(), { ...log, reactors: [] })).toEqual(['K4']);
  const [message] = log.messages;
  if (message === undefined) throw new Error('no message');
  const doubled = {
    ...log,
    messages: [{ ...message, reactions: [['👍', 2]] as [string, number][] }],
  };
  expect(broken(run(), doubled)).toEqual(['K4']);
  for (const reactions of [[], [['👍', 2, true]], [['👍', 1, false]]] as (typeof own)[]) {
    expect(broken(run({ shows: [shown(reactions)] }))).toEqual(['K5']);
  }
});
