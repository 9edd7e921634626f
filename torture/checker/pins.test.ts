import { expect, test } from 'vitest';

import type { FinalLog, HistoryLine } from '../history.ts';
import { checkHistory } from './check.ts';
import type { Rule } from './verdict.ts';

const EVENT = 'party';
type Entry = FinalLog['entries'][number];

const entry = (seq: number, messageId: string, more: Partial<Entry>): Entry => ({
  seq,
  actorId: 'ada',
  kind: 'pin',
  messageId,
  clientMessageId: null,
  createdAt: '2030-01-01T00:00:00.000Z',
  ...more,
});
const saying = (seq: number): Entry =>
  entry(seq, `m${seq}`, { kind: 'message', clientMessageId: `c${seq}`, content: `text ${seq}` });

/** Ada says three things and pins them; the first is unpinned, and pinned again. */
const log: FinalLog = {
  eventId: EVENT,
  epoch: 'one',
  head: 8,
  entries: [
    saying(1),
    saying(2),
    saying(3),
    entry(4, 'm1', { isPinned: true }),
    entry(5, 'm2', { isPinned: true }),
    entry(6, 'm3', { isPinned: true }),
    entry(7, 'm1', { isPinned: false }),
    entry(8, 'm1', { isPinned: true }),
  ],
  messages: [1, 2, 3].map((seq) => ({ id: `m${seq}`, seq, content: `text ${seq}` })),
  pins: ['m1', 'm3', 'm2'],
};

const request = { client: 'ada', author: 'ada', eventId: EVENT } as const;

function asked(does: 'pin' | 'unpin', messageId: string, seq?: number): HistoryLine[] {
  const of = { ...request, op: 100 + (seq ?? 0), does, messageId };
  return [
    { type: 'invoke', at: 10, ...of },
    { type: 'ok', at: 11, ...of, ...(seq !== undefined && { seq }) },
  ];
}
const sent = [1, 2, 3].flatMap((seq): HistoryLine[] => {
  const of = { ...request, op: seq, does: 'send', clientMessageId: `c${seq}` } as const;
  return [
    { type: 'invoke', at: seq, ...of, content: `text ${seq}` },
    { type: 'ok', at: seq, ...of, seq, epoch: 'one', messageId: `m${seq}` },
  ];
});
const pinning: HistoryLine[] = [
  ...asked('pin', 'm1', 4),
  ...asked('pin', 'm2', 5),
  ...asked('pin', 'm3', 6),
  ...asked('unpin', 'm1', 7),
  ...asked('pin', 'm1', 8),
  ...asked('pin', 'm3'),
  ...asked('unpin', 'm2'),
];
const shows = (...messageIds: string[]): HistoryLine => ({
  type: 'shows-pins',
  at: 90,
  client: 'bob',
  eventId: EVENT,
  messageIds,
});

const broken = (lines: readonly HistoryLine[], final: FinalLog = log): readonly Rule[] =>
  checkHistory([...sent, ...lines], [final]).rules.flatMap(({ rule, status }) =>
    status === 'broken' ? [rule] : [],
  );
const shown = shows('m1', 'm3', 'm2');

test('[CHECK-1] pins that were kept, taken back and shown as they are break nothing', () => {
  expect(broken([...pinning, shown])).toEqual([]);
});

test('[CHECK-2] [PIN-25] a pin that is lost, that nobody asked for, that says nothing new, whose row is otherwise or that is shown otherwise is found', () => {
  expect(broken([...pinning, ...asked('unpin', 'm3', 6)])).toEqual(['K1']);
  expect(broken([...pinning, ...asked('pin', 'm4')])).toEqual(['K1']);
  expect(broken(pinning.slice(0, 4))).toEqual(['K2']);
  for (const pins of [[], ['m3', 'm1', 'm2'], ['m1', 'm3']])
    expect(broken(pinning, { ...log, pins })).toEqual(['K4']);
  const twice = log.entries.map((each) => (each.seq === 7 ? { ...each, isPinned: true } : each));
  expect(broken([...pinning, ...asked('pin', 'm1', 7)], { ...log, entries: twice })).toContain(
    'K4',
  );
  for (const other of [shows(), shows('m3', 'm1', 'm2'), shows('m1', 'm3', 'm2', 'm4')])
    expect(broken([...pinning, other])).toEqual(['K5']);
});

test('[CHECK-2] [PIN-25] what is deleted is pinned no more, in rows and rooms', () => {
  const deletion = { ...request, op: 50, does: 'delete', messageId: 'm2' } as const;
  const deleting: HistoryLine[] = [
    { type: 'invoke', at: 20, ...deletion },
    { type: 'ok', at: 21, ...deletion, seq: 9 },
  ];
  const gone: FinalLog = {
    ...log,
    head: 9,
    entries: [
      ...log.entries.map((each) =>
        each.seq === 2 ? { ...each, content: '', isEmptied: true } : each,
      ),
      entry(9, 'm2', { kind: 'message-deleted' }),
    ],
    messages: log.messages.map((each) =>
      each.id === 'm2' ? { ...each, content: '', isDeleted: true } : each,
    ),
    pins: ['m1', 'm3'],
  };
  const lines = [...pinning, ...deleting];
  expect(broken([...lines, shows('m1', 'm3')], gone)).toEqual([]);
  expect(broken([...lines, shown], gone)).toEqual(['K5']);
  expect(broken(lines, { ...gone, pins: ['m1', 'm3', 'm2'] })).toEqual(['K4']);
});
