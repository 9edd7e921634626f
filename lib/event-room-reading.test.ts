import { expect, test, vi } from 'vitest';

import { ok } from '../protocol/result.ts';
import { refusal } from '../protocol/errors.ts';
import { eventually, isLive, startRoom } from '../tests/harness/scripted-room.ts';
import { createUnreadCounts } from './unread-counts.ts';

type Started = Awaited<ReturnType<typeof startRoom>>;

const moves = ({ server }: Pick<Started, 'server'>) =>
  server.requests
    .filter(({ name }) => name === 'mark-read' || name === 'mark-unread')
    .map(({ name, payload }) => ({ name, ...(payload as object) }));

const read = (seq: number, from: number) => ({ name: 'mark-read', eventId: 'e1', seq, from });

async function startReading(history = 3) {
  const started = await startRoom({ history });
  started.chat.setPosition(1);
  started.room.rejoin();
  const end = started.room.visit();
  await isLive(started.room);
  return { ...started, end };
}

test('[READ-24] the server hears two seconds later of what was read, and at once when one goes', async () => {
  const started = await startReading();
  const { room, chat, end } = started;
  room.markShown(2);
  room.markShown(3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(moves(started)).toEqual([]);
  await eventually(() => expect(moves(started)).toEqual([read(3, 1)]));
  chat.say('four');
  await eventually(() => expect(room.getSnapshot()).toMatchObject({ timeline: { length: 4 } }));
  room.markShown(4);
  end();
  await eventually(() => expect(moves(started)).toEqual([read(3, 1), read(4, 3)]));
});

test('[READ-24] what was read without a connection is told when it is back; a refusal is tried again', async () => {
  const started = await startReading();
  const { room, client, chat } = started;
  client.disconnect();
  room.markShown(3);
  client.connect();
  await isLive(room);
  chat.refuseWith((name) =>
    name === 'mark-read' ? refusal('rate-limited', 'Too often. Try again in 1 s.', 300) : null,
  );
  await eventually(() => expect(moves(started)).toEqual([read(3, 1)]));
  chat.refuseWith(() => null);
  await eventually(() => expect(moves(started)).toEqual([read(3, 1), read(3, 1)]));
});

test('[READ-22] marked as unread, also on another device, nothing is read until one comes anew', async () => {
  const started = await startReading();
  const { room, server } = started;
  room.markShown(3);
  expect(await room.markUnread(2)).toEqual(ok(null));
  room.markShown(3);
  room.lookAway();
  expect(moves(started)).toEqual([{ name: 'mark-unread', eventId: 'e1', seq: 2 }]);
  room.visit();
  room.lookAway();
  expect(moves(started)).toHaveLength(1);
  server.io.emit('reading-changed', { eventId: 'e1', readSeq: 0, unread: 3, isBack: true });
  await eventually(() => expect(room.getSnapshot()).toMatchObject({ newIn: { after: 0 } }));
  room.markShown(3);
  room.lookAway();
  expect(moves(started)).toHaveLength(1);
});

test('[READ-24] a position whose move was not heard of is asked for', async () => {
  const started = await startReading();
  const { room, chat } = started;
  chat.setPosition(2);
  room.checkPosition();
  await eventually(() => expect(room.getSnapshot()).toMatchObject({ readSeq: 2 }));
});

test('[MENTION-10] a call for a group counts as one unread mention more, until all are asked for; an open room speaks for itself', async () => {
  let call: (notice: object) => void = () => {};
  const counts = createUnreadCounts({
    client: {
      on: (name: string, listener: (notice: object) => void) => {
        if (name === 'group-mentioned') call = listener;
        return () => {};
      },
    } as never,
    listUnread: async () => ok({ events: [{ eventId: 'a', readSeq: 0, unread: 7, mentions: 3 }] }),
    isOpen: (eventId) => eventId === 'open',
    onDoubt: () => {},
  });
  const seen = () => [counts.getSnapshot(), counts.mentions.getSnapshot()].map(Object.fromEntries);
  for (const eventId of ['a', 'a', 'open']) call({ eventId, seq: 5, group: 'everyone' });
  expect(seen()).toEqual([{ a: 2 }, { a: 2 }]);
  await counts.refresh();
  expect(seen()).toEqual([{ a: 7 }, { a: 3 }]);
  call({ eventId: 'a', seq: 9, group: 'moderators' });
  expect(seen()).toEqual([{ a: 8 }, { a: 4 }]);
});

test('[READ-20] what is learned while all counts are asked for holds, and an open room speaks for itself', async () => {
  const listeners: ((notice: object) => void)[] = [];
  const answers: ((value: object) => void)[] = [];
  const doubted: string[] = [];
  const counts = createUnreadCounts({
    client: {
      on: (name: string, listener: (notice: object) => void) => {
        if (name === 'reading-changed') listeners.push(listener);
        return () => {};
      },
    } as never,
    listUnread: vi.fn(() => new Promise((resolve) => answers.push(resolve))) as never,
    isOpen: (eventId) => eventId === 'open',
    onDoubt: (eventId) => void doubted.push(eventId),
  });
  const told = (eventId: string, unread: number) =>
    listeners.forEach((listener) => listener({ eventId, readSeq: 0, unread }));
  const entry = (eventId: string, unread: number) => ({ eventId, readSeq: 0, unread });
  const seen = () => Object.fromEntries(counts.getSnapshot());
  const first = counts.refresh();
  answers.shift()?.(ok({ events: [entry('a', 3), entry('b', 4), entry('open', 9)] }));
  await first;
  expect(seen()).toEqual({ a: 3, b: 4 });
  counts.note('open', { count: 2, isWhole: true });
  const late = counts.refresh();
  told('a', 0);
  told('open', 50);
  answers.shift()?.(ok({ events: [entry('a', 3), entry('c', 1)] }));
  await late;
  expect(seen()).toEqual({ c: 1, open: 2 });
  // It counts otherwise than the server: it asks where the position is.
  expect(doubted).toEqual(['open']);
  const [one, other] = [counts.refreshOnce(), counts.refreshOnce()];
  expect(answers).toHaveLength(1);
  const after = counts.refresh();
  expect(answers).toHaveLength(2);
  answers.shift()?.(ok({ events: [entry('c', 5)] }));
  await Promise.all([one, other]);
  expect(seen()).toEqual({ c: 1, open: 2 });
  answers.shift()?.(ok({ events: [entry('c', 1)] }));
  await after;
  const failed = counts.refreshOnce();
  answers.shift()?.({ ok: false, error: refusal('unavailable', 'no server') });
  await failed;
  expect(seen()).toEqual({ c: 1, open: 2 });
  counts.note('c', { count: 0, isWhole: false });
  expect(seen()).toEqual({ c: 1, open: 2 });
});
