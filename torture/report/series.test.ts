import { expect, test } from 'vitest';

import type { HistoryLine } from '../history.ts';
import { createSeries, type Series } from './series.ts';

const seriesOf = (...lines: readonly HistoryLine[]): Series => {
  const builder = createSeries();
  for (const line of lines) builder.add(line);
  return builder.series();
};

const send = (
  type: 'invoke' | 'ok' | 'fail' | 'info',
  at: number,
  op: number,
  does: 'send' | 'join' = 'send',
): HistoryLine => ({ type, at, op, client: 'c', author: 'p', does, eventId: 'e' });

const connection = (
  is: 'open' | 'lost' | 'refused',
  at: number,
  [client, kind, number]: readonly [string, 'smart' | 'stock' | 'raw', number],
): HistoryLine => ({
  type: 'connection',
  at,
  client,
  kind,
  person: 'p',
  connection: number,
  is,
  ...(kind === 'stock' && number > 1 && { recovered: true }),
});

const seen = (at: number, seq: number): HistoryLine => ({
  type: 'seen',
  at,
  client: 'c',
  connection: 1,
  eventId: 'e',
  seq,
  kind: 'message',
});

test('[REPORT-1] sends are counted in the second of their beginning and of their end, with their latency', () => {
  const { seconds } = seriesOf(
    send('invoke', 100, 1),
    send('invoke', 200, 2),
    send('invoke', 300, 3),
    send('invoke', 400, 4),
    send('invoke', 450, 5, 'join'),
    send('ok', 500, 5, 'join'),
    send('ok', 600, 1),
    send('fail', 1_100, 2),
    send('info', 1_200, 3),
    send('ok', 3_400, 4),
  );
  expect(seconds).toHaveLength(4);
  expect(seconds[0]).toMatchObject({ invoked: 4, acknowledged: 1, refused: 0, unknown: 0 });
  expect(seconds[0]?.ack?.max).toBe(500);
  expect(seconds[1]).toMatchObject({ invoked: 0, acknowledged: 0, refused: 1, unknown: 1 });
  expect(seconds[1]?.ack).toBeNull();
  expect(seconds[2]).toMatchObject({ invoked: 0, acknowledged: 0, refused: 0, unknown: 0 });
  expect(seconds[3]).toMatchObject({
    acknowledged: 1,
    ack: { p50: 3_000, p99: 3_000, max: 3_000 },
  });
});

test('[REPORT-1] deliveries are counted by second', () => {
  const { seconds, endsAt } = seriesOf(seen(10, 1), seen(20, 2), seen(1_500, 3));
  expect(seconds.map(({ deliveries }) => deliveries)).toEqual([2, 1]);
  expect(endsAt).toBe(1_500);
});

test('[REPORT-1] open connections are those at the end of a second, also when the news of a loss comes late', () => {
  const { seconds, clients } = seriesOf(
    connection('open', 0, ['a', 'smart', 1]),
    connection('open', 10, ['b', 'stock', 1]),
    connection('refused', 20, ['r', 'raw', 1]),
    connection('lost', 1_100, ['a', 'smart', 1]),
    connection('open', 2_000, ['b', 'stock', 2]),
    connection('lost', 2_100, ['b', 'stock', 1]),
    connection('open', 3_000, ['a', 'smart', 2]),
  );
  expect(seconds.map(({ open }) => [open.smart, open.stock, open.raw])).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 1, 0],
    [1, 1, 0],
  ]);
  expect(clients.stock).toEqual({ clients: 1, opened: 2, lost: 1, refused: 0, recovered: 1 });
  expect(clients.raw).toEqual({ clients: 1, opened: 0, lost: 0, refused: 1, recovered: 0 });
});

test('[REPORT-1] a node is one curve through its restarts, with gaps while it is down', () => {
  const node = { type: 'node', node: 'n1' } as const;
  const { nodes } = seriesOf(
    { ...node, at: 0, is: 'started' },
    { ...node, at: 500, is: 'sample', rssBytes: 100, loopDelayP99Ms: 5, sockets: 7 },
    { ...node, at: 900, is: 'sample', rssBytes: 80, loopDelayP99Ms: 9, largestBufferBytes: 64 },
    { ...node, at: 1_200, is: 'exited', wasInjected: true },
    { ...node, at: 2_000, is: 'started' },
    { ...node, at: 2_500, is: 'sample', rssBytes: 60, loopDelayP99Ms: 1, fatal: 'oh' },
    { ...node, at: 2_600, is: 'exited', wasInjected: false, exitCode: 1 },
  );
  expect(nodes).toEqual([
    {
      node: 'n1',
      rssBytes: [100, null, 60],
      loopDelayMs: [9, null, 1],
      starts: 2,
      injectedExits: 1,
      ownExits: 1,
      maxRssBytes: 100,
      worstLoopDelayMs: 9,
      maxSockets: 7,
      largestBufferBytes: 64,
      fatals: ['oh'],
      fatalCount: 1,
    },
  ]);
});

test('[REPORT-1] a node that is late with its numbers has no gap, one that is silent for long has', () => {
  const node = { type: 'node', node: 'n1', is: 'sample' } as const;
  const { nodes } = seriesOf(
    { ...node, at: 500, rssBytes: 100 },
    { ...node, at: 3_000, rssBytes: 80 },
    { ...node, at: 9_000, rssBytes: 90 },
  );
  const gap = [null, null, null, null, null];
  expect(nodes[0]?.rssBytes).toEqual([100, 100, 100, 80, ...gap, 90]);
});

test('[REPORT-1] faults are spans; one that the run ended in has no end', () => {
  const fault = { type: 'fault', kind: 'node-kill', target: 'n1' } as const;
  const { faults, startsAt, quietAt } = seriesOf(
    { type: 'run', at: 5, is: 'start' },
    { ...fault, at: 10, is: 'start', fault: 1 },
    { ...fault, at: 20, is: 'start', fault: 2, kind: 'net-clients-reset' },
    { ...fault, at: 40, is: 'end', fault: 1 },
    { type: 'run', at: 50, is: 'quiet' },
  );
  expect([startsAt, quietAt]).toEqual([5, 50]);
  expect(faults).toEqual([
    { kind: 'node-kill', target: 'n1', from: 10, until: 40 },
    { kind: 'net-clients-reset', target: 'n1', from: 20, until: null },
  ]);
});
