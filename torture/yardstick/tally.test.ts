import { expect, test } from 'vitest';

import { tally, type PlainRoom, type PlainSend } from './tally.ts';

const sent = (content: string, at: number, ackedAt: number | null = at + 10): PlainSend => ({
  content,
  eventId: 'e',
  invokedAt: at,
  ackedAt,
  isRefused: false,
});

const room = (client: string, got: string[], more: Partial<PlainRoom> = {}): PlainRoom => ({
  client,
  eventId: 'e',
  open: [{ from: 0, until: null }],
  joined: [{ from: 0, until: null }],
  got,
  ...more,
});

const NOTHING = { lost: 0, lostWhileConnected: 0, doubled: 0, reordered: 0 };

test('a run without faults loses, doubles and reorders nothing', () => {
  const sends = [sent('a', 100), sent('b', 200)];
  const rooms = [room('x', ['a', 'b']), room('y', ['a', 'b'])];
  const totals = tally({ sends, rooms, stored: ['a', 'b'] });
  expect(totals).toMatchObject({ ...NOTHING, acknowledged: 2, attempted: 2, deliveries: 4 });
});

test('who had the room open and did not get it has lost it, connected or not', () => {
  const away = room('x', ['a'], {
    joined: [
      { from: 0, until: 150 },
      { from: 400, until: null },
    ],
  });
  const sends = [sent('a', 100), sent('b', 200)];
  const run = { sends, rooms: [away, room('y', ['a'])], stored: ['a', 'b'] };
  expect(tally(run)).toMatchObject({ lost: 2, lostWhileConnected: 1 });
});

test('what came before the join, or around the leaving, is owed to nobody', () => {
  const visitor = room('x', [], { open: [{ from: 150, until: 1_000 }] });
  const sends = [sent('a', 100), sent('b', 900)];
  expect(tally({ sends, rooms: [visitor], stored: ['a', 'b'] })).toMatchObject(NOTHING);
});

test('an acknowledged message that is nowhere is lost; an unknown one that is there is recovered', () => {
  const sends = [sent('a', 100), sent('b', 200, null), sent('c', 300, null)];
  const totals = tally({ sends, rooms: [], stored: ['b'] });
  expect(totals).toMatchObject({ lost: 1, unknown: 2, recovered: 1 });
});

test('a send that was made again and is stored twice is doubled once, however many see both', () => {
  const run = { sends: [sent('a', 100)], rooms: [room('x', ['a', 'a'])], stored: ['a', 'a'] };
  expect(tally(run)).toMatchObject({ ...NOTHING, doubled: 1 });
});

test('what is got more often than it is stored is doubled', () => {
  const run = { sends: [sent('a', 100)], rooms: [room('x', ['a', 'a'])], stored: ['a'] };
  expect(tally(run)).toMatchObject({ ...NOTHING, doubled: 1 });
});

test('two orders of two messages are one disagreement at least', () => {
  const sends = [sent('a', 100), sent('b', 200)];
  const rooms = [room('x', ['a', 'b']), room('y', ['b', 'a'])];
  expect(tally({ sends, rooms, stored: ['a', 'b'] }).reordered).toBeGreaterThan(0);
});
