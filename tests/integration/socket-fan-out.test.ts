import type { Socket as TcpSocket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { say, texts } from '../harness/say.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

/** Ways to be connected; the last one changes from one to the other under way. */
const WAYS = [['websocket'], ['polling'], ['polling', 'websocket']] as const;

const contentsOf = (device: Device): readonly string[] =>
  device.of('new-message').map(({ content }) => content);

async function join(stack: Stack, name: string, transports: readonly string[]): Promise<Device> {
  const person = await stack.participant(name);
  return stack.joined(person, { v1: true, transports });
}

test('[ROOM-23] over WebSocket, polling, and while changing from one to the other, everything comes once and in order', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const count = 600;
  const readers: Device[] = [];
  for (const [index, way] of WAYS.entries()) {
    readers.push(await join(stack, `Early ${index}`, way));
  }
  const spoken = (async () => {
    for (let from = 1; from <= count; from += 20) {
      await say(stack, alice, texts(20, from));
      await turn();
    }
  })();
  const late: Device[] = [];
  for (const [index, way] of WAYS.entries()) late.push(await join(stack, `Late ${index}`, way));
  await spoken;
  await waitUntil(
    () => [...readers, ...late].every((one) => contentsOf(one).at(-1) === texts(1, count)[0]),
    'everybody to have the last one',
  );
  for (const reader of readers) expect(contentsOf(reader)).toEqual(texts(count));
  for (const reader of late) {
    const contents = contentsOf(reader);
    expect(contents).toEqual(texts(count).slice(-contents.length));
  }
});

test('[ROOM-22] a sender has its own message before the answer, and who leaves what was said before', async () => {
  const limits = { messagesPerSecond: 1_000, messagesBurst: 1_000, messagesPerMinute: 100_000 };
  await using stack = await startStack({ limits });
  const sender = await join(stack, 'Sender', ['websocket']);
  const other = await join(stack, 'Other', ['websocket']);
  const leaver = await join(stack, 'Leaver', ['websocket']);
  const { eventId } = stack;
  for (let n = 1; n <= 40; n += 1) {
    const content = `own ${n}`;
    const noise = texts(5, n * 5).map((text) =>
      other.request('send-message', { eventId, content: text }),
    );
    await sender.request('send-message', { eventId, content });
    expect(contentsOf(sender)).toContain(content);
    await Promise.all(noise);
  }
  await sender.request('send-message', { eventId, content: 'before you go' });
  await leaver.request('leave-event', { eventId });
  expect(contentsOf(leaver)).toContain('before you go');
});

test('[ROOM-23] one that stops reading and goes on costs the others nothing, and misses nothing', async () => {
  await using stack = await startStack();
  const alice = await stack.participant('Alice');
  const quick = await Promise.all(WAYS.map((way, index) => join(stack, `Quick ${index}`, way)));
  const slow = await join(stack, 'Slow', ['websocket']);
  const { transport } = slow.socket.io.engine as unknown as {
    // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
    transport: { ws: { _socket: TcpSocket } };
  };
  // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
  const tcp = transport.ws._socket;
  const count = 6_000;
  tcp.pause();
  for (let from = 1; from <= count; from += 200) {
    await say(stack, alice, texts(200, from, 900));
    const isThere = (one: Device): boolean => contentsOf(one).length >= from + 199;
    await waitUntil(() => quick.every(isThere), `the quick ones to have ${from}`);
  }
  tcp.resume();
  await waitUntil(() => contentsOf(slow).length >= count, 'the slow one to have all', 20_000);
  for (const one of [...quick, slow]) expect(contentsOf(one)).toEqual(texts(count, 1, 900));
}, 60_000);
