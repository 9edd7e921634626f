import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { say, texts } from '../harness/say.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

const join = async (device: Device, payload: object) => {
  const answer = await device.request('join-event', payload);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

const contentsOf = (device: Device): readonly string[] =>
  device.of('new-message').map(({ content }) => content);

const arrived = (device: Device, count: number) =>
  waitUntil(() => contentsOf(device).length >= count, `${count} messages`);

/** Alice, who talks, and where the log stands. */
async function scene(stack: Stack) {
  const alice = await stack.participant('Alice');
  const bob = await stack.participant('Bob');
  const first = await stack.joined(bob, { v1: true });
  const { seq, epoch } = await join(first, { eventId: stack.eventId });
  first[Symbol.dispose]();
  return { alice, bob, seq, epoch };
}

test('[ROOM-14] who comes back with its place gets what it missed, then what comes, in order, each once', async () => {
  await using stack = await startStack({ nodes: 2 });
  const { alice, bob, seq, epoch } = await scene(stack);
  await say(stack, alice, texts(40));
  const back = await stack.connect(bob, { v1: true, node: 1 });
  const joining = join(back, { eventId: stack.eventId, afterSeq: seq, epoch });
  await say(stack, alice, texts(60, 41));
  expect(await joining).toMatchObject({ mode: 'replay', epoch });
  await arrived(back, 100);
  await stack.settle(back);
  expect(contentsOf(back)).toEqual(texts(100));
  const afters = back.of('new-message').map(({ after }) => after);
  expect(afters).toEqual(Array.from({ length: 100 }, (_, index) => seq + index));
});

test('[ROOM-14] who has everything goes on live', async () => {
  await using stack = await startStack();
  const { alice, bob, seq, epoch } = await scene(stack);
  const back = await stack.connect(bob, { v1: true });
  const place = { eventId: stack.eventId, afterSeq: seq, epoch };
  expect(await join(back, place)).toMatchObject({ mode: 'live', seq });
  await say(stack, alice, ['live']);
  await stack.settle(back);
  expect(contentsOf(back)).toEqual(['live']);
});

test('[ROOM-15] a place too far back, of another log or beyond the head is a resync, and the room goes on from its head', async () => {
  await using stack = await startStack();
  const { alice, bob, seq, epoch } = await scene(stack);
  await say(stack, alice, texts(501));
  const head = seq + 501;
  const useless = [
    { afterSeq: seq, epoch },
    { afterSeq: head, epoch: '00000000-0000-0000-0000-000000000000' },
    { afterSeq: head + 100, epoch },
  ];
  for (const [index, place] of useless.entries()) {
    const back = await stack.connect(bob, { v1: true });
    const answer = await join(back, { eventId: stack.eventId, ...place });
    expect(answer).toMatchObject({ mode: 'resync', seq: head + index, epoch });
    await say(stack, alice, [`after ${index}`]);
    await stack.settle(back);
    expect(contentsOf(back)).toEqual([`after ${index}`]);
    back[Symbol.dispose]();
  }
  const back = await stack.connect(bob, { v1: true });
  const place = { eventId: stack.eventId, afterSeq: seq + 10, epoch };
  expect(await join(back, place)).toMatchObject({ mode: 'replay' });
  await arrived(back, 494);
});

test('[ROOM-15] entries from before the first that can be replayed are not', async () => {
  await using stack = await startStack();
  const { alice, bob, seq, epoch } = await scene(stack);
  await say(stack, alice, texts(5));
  await stack.database.db
    .updateTable('event_log_head')
    .set({ min_seq: seq + 2 })
    .execute();
  const modes = [];
  for (const afterSeq of [seq + 1, seq + 2]) {
    const back = await stack.connect(bob, { v1: true });
    modes.push(await join(back, { eventId: stack.eventId, afterSeq, epoch }));
    back[Symbol.dispose]();
  }
  expect(modes).toMatchObject([
    { mode: 'resync', minSeq: seq + 2 },
    { mode: 'replay', minSeq: seq + 2 },
  ]);
});

test('[ROOM-15] what was said while somebody took no part is not replayed to them', async () => {
  await using stack = await startStack();
  const { alice, bob, seq, epoch } = await scene(stack);
  await stack.setStatus(bob, null);
  await say(stack, alice, ['while away']);
  await stack.setStatus(bob, 'interested');
  const back = await stack.connect(bob, { v1: true });
  const again = seq + 3;
  const { eventId } = stack;
  const before = await join(back, { eventId, afterSeq: seq, epoch });
  expect(before).toMatchObject({ mode: 'resync', seq: again, minSeq: again - 1 });
  const synced = await back.request('sync', { eventId, afterSeq: seq, epoch });
  expect(synced).toMatchObject({ ok: true, value: { mode: 'resync' } });
  await stack.settle(back);
  expect(contentsOf(back)).toEqual([]);
});

test('[ROOM-16] sync sends everything after a place again, and the room goes on without a gap', async () => {
  await using stack = await startStack();
  const { alice, bob, seq, epoch } = await scene(stack);
  const device = await stack.joined(bob, { v1: true });
  const { eventId } = stack;
  await say(stack, alice, texts(3));
  await arrived(device, 3);
  const syncing = device.request('sync', { eventId, afterSeq: seq + 1, epoch });
  await say(stack, alice, texts(2, 4));
  expect(await syncing).toMatchObject({ ok: true, value: { eventId, mode: 'replay', epoch } });
  await arrived(device, 7);
  await stack.settle(device);
  const received = contentsOf(device);
  expect(received.slice(0, 3)).toEqual(texts(3));
  // Entries may come a second time, and those after the named place stand in order without a gap at the end.
  expect(received.slice(-4)).toEqual(texts(4, 2));
  const now = await device.request('sync', { eventId, afterSeq: seq + 5, epoch });
  expect(now).toMatchObject({ ok: true, value: { mode: 'live', seq: seq + 5 } });
});

test('[ROOM-16] sync is for rooms that one has joined', async () => {
  await using stack = await startStack();
  const device = await stack.connect(await stack.participant('Alice'));
  const answer = await device.request('sync', { eventId: stack.eventId, afterSeq: 0 });
  expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
});

test('[ROOM-17] whoever leaves while being sent what was missed gets what is before, and nothing from there on', async () => {
  await using stack = await startStack();
  const { alice, bob, seq, epoch } = await scene(stack);
  await say(stack, alice, texts(400));
  const back = await stack.connect(bob, { v1: true });
  const joining = join(back, { eventId: stack.eventId, afterSeq: seq, epoch });
  await joining;
  await stack.setStatus(bob, null);
  await say(stack, alice, ['secret']);
  await waitUntil(() => back.of('room-closed').length > 0, 'the end of the room');
  await stack.settle(back);
  expect(contentsOf(back)).toEqual(texts(400));
});
