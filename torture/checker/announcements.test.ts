import { expect, test } from 'vitest';

import type { Does, FinalLog, HistoryLine } from '../history.ts';
import { checkHistory } from './check.ts';

const EVENT = 'party';
const START = Date.parse('2030-01-01T00:00:00.000Z');
type Entry = FinalLog['entries'][number];
type Row = NonNullable<FinalLog['announcements']>[number];

/** A time of day, by the run's milliseconds. */
const iso = (at: number): string => new Date(START + at).toISOString();

const entry = (seq: number, announcementId: string, at: number, content?: string): Entry => ({
  seq,
  actorId: 'olga',
  kind: 'announcement',
  messageId: null,
  clientMessageId: null,
  announcementId,
  isShown: content !== undefined,
  content: content ?? '',
  createdAt: iso(at),
});

const row = (announcementId: string, more: Partial<Row> = {}): Row => ({
  announcementId,
  content: `${announcementId} one`,
  shownUntil: null,
  publishedSeq: null,
  contentSeq: null,
  endedSeq: null,
  ...more,
});

/** `a` is shown, has other words and is over; the clock shows `b` at 2 s and ends it at 5 s; `c` stays; `d` is not shown. */
const until = { shownUntil: iso(5_000) };
const log: FinalLog = {
  eventId: EVENT,
  epoch: 'one',
  head: 6,
  entries: [
    entry(1, 'a', 1_100, ''),
    entry(2, 'a', 1_300, ''),
    entry(3, 'a', 1_500),
    { ...entry(4, 'b', 2_700, ''), ...until },
    entry(5, 'c', 4_000, 'c one'),
    entry(6, 'b', 5_800),
  ],
  messages: [],
  announcements: [
    row('a', { content: 'a two', publishedSeq: 1, contentSeq: 2, endedSeq: 3 }),
    row('b', { ...until, publishedSeq: 4, contentSeq: 4, endedSeq: 6 }),
    row('c', { publishedSeq: 5, contentSeq: 5 }),
    row('d'),
  ],
};

const withEntries = (change: (entry: Entry) => Entry): FinalLog => ({
  ...log,
  entries: log.entries.map(change),
});
const withRow = (id: string, more: Partial<Row>): FinalLog => ({
  ...log,
  announcements: log.announcements?.map((each) =>
    each.announcementId === id ? { ...each, ...more } : each,
  ),
});
const without = (id: string): FinalLog => ({
  ...log,
  announcements: log.announcements?.filter(({ announcementId }) => announcementId !== id),
});

let op = 0;
function asks(does: Does, announcementId: string, at: number, more: object = {}): HistoryLine[] {
  op += 1;
  const of = { op, does, client: 'host', author: 'olga', eventId: EVENT } as const;
  const isWritten = does === 'announce';
  return [
    { type: 'invoke', at, ...of, ...(!isWritten && { announcementId }), ...more },
    { type: 'ok', at: at + 10, ...of, announcementId },
  ];
}
const acts = [
  asks('announce', 'a', 1_000, { content: 'a one' }),
  asks('show', 'a', 1_100),
  asks('reword', 'a', 1_300, { content: 'a two' }),
  asks('end', 'a', 1_500),
  asks('announce', 'b', 1_600, { content: 'b one', scheduledAt: iso(2_000), ...until }),
  asks('announce', 'c', 3_500, { content: 'c one' }),
  asks('show', 'c', 4_000),
  asks('announce', 'd', 4_500, { content: 'd one' }),
];
const start: HistoryLine = { type: 'run', at: 0, is: 'start', wallMs: START };
const end: HistoryLine = { type: 'run', at: 60_000, is: 'end' };

interface Told {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly content?: string;
  readonly client?: string;
}
const told = ({ seq, id, at, content, client = 'bob' }: Told): HistoryLine => ({
  type: 'announced',
  at,
  client,
  connection: 1,
  eventId: EVENT,
  seq,
  announcementId: id,
  isShown: content !== undefined,
  ...(content !== undefined && { content }),
});
const opens = (client: string, askedAt: number): HistoryLine => ({
  type: 'connection',
  at: askedAt + 1,
  client,
  kind: 'smart',
  person: client,
  connection: 1,
  is: 'open',
  via: 'node-1',
  askedAt,
});
const shows = (...announcements: [string, string][]): HistoryLine => ({
  type: 'shows-announcements',
  at: 59_000,
  client: 'bob',
  eventId: EVENT,
  announcements: announcements.map(([announcementId, content]) => ({ announcementId, content })),
});

const judge = (lines: readonly (HistoryLine | HistoryLine[])[], final: FinalLog = log) =>
  checkHistory([start, ...lines.flat(), end], [final]).rules.find(({ rule }) => rule === 'K15')
    ?.status;
const judgeActs = (final: FinalLog) => judge(acts, final);

test('[CHECK-1] [ANN-24] K15: announcements as they were asked for, told while they were true, and shown', () => {
  const heard = [
    opens('bob', 900),
    told({ seq: 1, id: 'a', at: 1_200, content: 'a one' }),
    told({ seq: 2, id: 'a', at: 1_400, content: 'a two' }),
    told({ seq: 3, id: 'a', at: 1_600 }),
    // By a node that has not heard yet.
    opens('cat', 1_550),
    told({ seq: 2, id: 'a', at: 1_700, content: 'a two', client: 'cat' }),
  ];
  expect(judge([...acts, ...heard, shows(['c', 'c one'])])).toBe('kept');
});

test('[CHECK-1] [ANN-24] K15: acts of which nobody knows, and announcements of which nobody knows the id', () => {
  const unknown = acts.flat().map((line): HistoryLine => {
    if (line.type !== 'ok') return line;
    const { announcementId = '', ...rest } = line;
    if (line.does !== 'announce') return { ...rest, type: 'info', announcementId };
    return announcementId === 'b' ? { ...rest, type: 'info' } : line;
  });
  expect(judge(unknown)).toBe('kept');
  const nothing = { ...log, head: 0, entries: [], announcements: [] };
  expect(judge(unknown.slice(8, 10), nothing)).toBe('not exercised');
  expect(judge([...acts, ...asks('withdraw', 'a', 6_000)], without('a'))).toBe('kept');
});

const wrong: readonly (readonly [string, FinalLog])[] = [
  [
    'an acknowledged showing is nowhere',
    {
      ...withRow('c', { publishedSeq: null, contentSeq: null }),
      entries: log.entries.filter(({ announcementId }) => announcementId !== 'c'),
    },
  ],
  [
    'words that were acknowledged have no entry',
    { ...log, entries: log.entries.filter(({ seq }) => seq !== 2) },
  ],
  [
    'it is shown twice',
    {
      ...log,
      entries: [...log.entries.slice(0, 4), entry(5, 'b', 2_800, ''), entry(6, 'b', 5_800)],
    },
  ],
  ['it is shown after its end', { ...log, entries: [...log.entries, entry(7, 'a', 9_000, '')] }],
  ['it ends and was not shown', { ...log, entries: [...log.entries, entry(7, 'd', 9_000)] }],
  [
    'words of what is over are kept',
    withEntries((each) => (each.seq === 2 ? { ...each, content: 'a two' } : each)),
  ],
  [
    'words that were followed are kept',
    withEntries((each) => (each.seq === 1 ? { ...each, content: 'a one' } : each)),
  ],
  [
    'what is shown has no words',
    withEntries((each) => (each.seq === 5 ? { ...each, content: '' } : each)),
  ],
  [
    'what is shown has other words',
    withEntries((each) => (each.seq === 5 ? { ...each, content: 'others' } : each)),
  ],
  ['its row says that it is not over', withRow('a', { endedSeq: null })],
  ['its row has other words', withRow('c', { content: 'others' })],
  ['its row has another place', withRow('c', { contentSeq: 4 })],
  ['its row is gone', without('d')],
  [
    'the clock shows it before its time',
    withEntries((each) => (each.seq === 4 ? { ...each, createdAt: iso(1_900) } : each)),
  ],
  [
    'the clock ends it before its time',
    withEntries((each) => (each.seq === 6 ? { ...each, createdAt: iso(4_900) } : each)),
  ],
  [
    'the clock shows it late',
    withEntries((each) => (each.seq === 4 ? { ...each, createdAt: iso(12_500) } : each)),
  ],
  [
    'the clock never ends it',
    { ...withRow('b', { endedSeq: null }), entries: log.entries.slice(0, 5) },
  ],
];
test.each(wrong)('[CHECK-2] [ANN-24] K15: %s', (_name, final) => {
  expect(judgeActs(final)).toBe('broken');
});

test('[CHECK-2] [ANN-24] K15: what nobody asked for, what was not done, and what was done in another order', () => {
  for (const missing of acts) {
    if (
      missing[0]?.type === 'invoke' &&
      missing[0].does === 'announce' &&
      missing[0].content === 'd one'
    )
      continue;
    expect(judge(acts.filter((each) => each !== missing))).toBe('broken');
  }
  expect(judge([...acts, ...asks('end', 'c', 6_000)])).toBe('broken');
  expect(judge([...acts, ...asks('withdraw', 'd', 6_000)])).toBe('broken');
  const early = [...acts.slice(0, 1), ...acts.slice(5), ...acts.slice(1, 5)];
  const moved = early.flat().map((line, index): HistoryLine => ({ ...line, at: 900 + index }));
  expect(judge(moved)).toBe('broken');
});

test('[CHECK-2] [ANN-24] K15: words are told that were followed, or that are not in the log', () => {
  const late = told({ seq: 2, id: 'a', at: 1_700, content: 'a two' });
  const over = told({ seq: 3, id: 'a', at: 1_600 });
  expect(judge([...acts, opens('bob', 900), over, late])).toBe('broken');
  const fromCat = told({ seq: 2, id: 'a', at: 1_700, content: 'a two', client: 'cat' });
  expect(judge([...acts, opens('bob', 900), over, opens('cat', 1_650), fromCat])).toBe('broken');
  expect(judge([...acts, told({ seq: 2, id: 'a', at: 12_000, content: 'a two' })])).toBe('broken');
  for (const other of [
    told({ seq: 5, id: 'c', at: 4_100, content: 'others' }),
    told({ seq: 5, id: 'a', at: 4_100, content: 'c one' }),
    told({ seq: 5, id: 'c', at: 4_100 }),
    told({ seq: 1, id: 'a', at: 1_701 }),
    told({ seq: 6, id: 'b', at: 5_900, content: 'b one' }),
  ])
    expect(judge([...acts, other])).toBe('broken');
});

test('[CHECK-2] [ANN-24] K15: in the end a room shows something else', () => {
  for (const other of [shows(), shows(['c', 'others']), shows(['a', 'a two'], ['c', 'c one'])])
    expect(judge([...acts, other])).toBe('broken');
});
