import type { Socket as TcpSocket } from 'node:net';
import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { say, texts } from '../harness/say.ts';
import { startStack, waitUntil } from '../harness/stack.ts';

/** The TCP connection under a device on WebSocket. */
const tcpOf = ({ socket }: Device): TcpSocket =>
  // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
  (socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket;

const contentsOf = (device: Device): readonly string[] =>
  device.of('new-message').map(({ content }) => content);

const LONG = 900;

test('[ROOM-18] who reads slowly costs little, holds up nobody, and misses nothing', async () => {
  await using stack = await startStack({ nodes: 1 });
  const alice = await stack.participant('Alice');
  const slow = await stack.joined(await stack.participant('Slow'), { v1: true });
  const quick = await stack.joined(await stack.participant('Quick'));
  tcpOf(slow).pause();
  const count = 4_000;
  for (let from = 1; from <= count; from += 200) {
    await say(stack, alice, texts(200, from, LONG));
    await waitUntil(() => contentsOf(quick).length >= from + 199, `the quick one to have ${from}`);
  }
  expect(stack.node().server.stats()).toMatchObject({ lagging: 1 });
  expect(stack.node().server.stats().largestBacklogBytes).toBeLessThan(512 * 1_024);
  tcpOf(slow).resume();
  await waitUntil(
    () => contentsOf(slow).length >= count,
    'the slow one to have everything',
    20_000,
  );
  await say(stack, alice, ['and on']);
  await stack.settle(slow, quick);
  const everything = [...texts(count, 1, LONG), 'and on'];
  expect(contentsOf(quick)).toEqual(everything);
  expect(contentsOf(slow)).toEqual(everything);
});

test('[ROOM-19] who falls thousands of entries behind is told to start anew, and goes on from the head', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const slow = await stack.joined(await stack.participant('Slow'), { v1: true });
  tcpOf(slow).pause();
  for (let from = 1; from <= 12_000; from += 1_000) {
    await say(stack, alice, texts(1_000, from, LONG));
  }
  await stack.settle();
  tcpOf(slow).resume();
  await waitUntil(() => slow.of('resync').length > 0, 'the notice to start anew', 15_000);
  await stack.settle(slow);
  await say(stack, alice, ['from here on']);
  await stack.settle(slow);
  const [resync] = slow.of('resync');
  expect(resync).toMatchObject({ eventId: stack.eventId, epoch: expect.any(String) });
  const last = slow.of('new-message').at(-1);
  expect(last).toMatchObject({ content: 'from here on', seq: (resync?.seq ?? 0) + 1 });
});
