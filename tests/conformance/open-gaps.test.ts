import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, type Stack, type TestPerson } from '../harness/stack.ts';
import { openedFrames, type Frames } from './harness/frames.ts';
import { openPolling, SEPARATOR, type Polling } from './harness/polling.ts';

const LEVELS = 200_000;

// An operator may allow large payloads; depth must be harmless then as well.
describe.each([
  ['as it is set up', {}],
  ['with payloads of 1 MB', { payloadBytes: 1_000_000 }],
])('a server %s', (_, limits) => {
  let stack: Stack;
  let mallory: TestPerson;
  let bystander: Device;
  beforeAll(async () => {
    stack = await startStack({ limits: { ...limits, packetsBurst: 5_000 } });
    mallory = await stack.participant('Mallory');
    bystander = await stack.joined(await stack.participant('Bystander'));
  });
  afterEach(async () => {
    await bystander.settle();
    expect(bystander.socket.connected).toBe(true);
    expect(stack.node().logged()).not.toContain('A request failed');
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  async function connected(): Promise<Frames> {
    const frames = await openedFrames(stack.node().url);
    frames.send(`40${JSON.stringify({ token: mallory.token })}`);
    await frames.next();
    return frames;
  }

  /** Refused in words, or the connection has ended: never silence, and never more. */
  async function expectRefused(frames: Frames): Promise<void> {
    const answer = await Promise.race([frames.next(), frames.ended.then(() => 'ended')]).catch(
      () => 'ended',
    );
    expect(String(answer)).toMatch(/^ended$|"code":"invalid"/);
  }

  const deep = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
  const deepObject = '{"a":'.repeat(LEVELS / 2) + '1' + '}'.repeat(LEVELS / 2);
  test.each([
    ['in place of the payload', `421["send-message",${deep}]`],
    ['objects in place of the payload', `421["send-message",${deepObject}]`],
    ['in place of the text', `421["send-message",{"eventId":"a","content":${deep}}]`],
    ['in place of the id', `421["join-event",{"eventId":${deep}}]`],
    ['as the request’s name', `42[${deep}]`],
    ['in the handshake of a namespace', `40/nowhere,{"a":${deep}}`],
    ['as an answer that nobody asked for', `431[${deep}]`],
    ['in place of the place', `421["join-event",{"eventId":"a","afterSeq":${deep}}]`],
  ])('[PROTO-21] 200,000 levels %s are refused', async (__, packet) => {
    using frames = await connected();
    frames.send(packet);
    if (packet.startsWith('43')) frames.send('421["send-message",{}]');
    if (packet.startsWith('40')) {
      const answer = await Promise.race([frames.next(), frames.ended]).catch(() => 'ended');
      expect(String(answer)).toMatch(/^ended$|^10\d\d$|Invalid namespace/);
      return;
    }
    await expectRefused(frames);
  });

  test.each(['send-message', 'join-event', 'sync', 'leave-event', 'typing', 'stop-typing'])(
    '[PROTO-22] %s with a length that is no number, in each of its fields, is refused in words',
    async (name) => {
      using frames = await connected();
      const noNumber = '{"length":{"valueOf":1,"toString":1}}';
      for (const field of ['eventId', 'content', 'clientMessageId', 'afterSeq', 'epoch', 'x']) {
        const rest = field === 'eventId' ? '' : `"eventId":"${stack.eventId}",`;
        frames.send(`421["${name}",{${rest}"${field}":${noNumber}}]`);
        expect(await frames.next()).toMatch(/^431\[\{"ok":false,.*"code":"invalid"/);
      }
    },
  );

  test('[PROTO-22] a token with a length that is no number is refused as no token, and is no fault', async () => {
    using frames = await openedFrames(stack.node().url);
    frames.send('40{"token":{"length":{"valueOf":1,"toString":1}}}');
    expect(await frames.next()).toMatch(/^44\{.*"unauthenticated"/);
    expect(stack.node().logged()).not.toContain('A token could not be checked');
  });

  test('[PROTO-21] 200,000 levels around an attachment are refused', async () => {
    using frames = await connected();
    const inside = '{"_placeholder":true,"num":0}';
    const around = '['.repeat(LEVELS) + inside + ']'.repeat(LEVELS);
    frames.send(`451-["send-message",${around}]`);
    frames.send(new Uint8Array([1]));
    await expectRefused(frames);
  });

  test('[PROTO-21] 200,000 levels in a handshake let nobody in', async () => {
    using frames = await openedFrames(stack.node().url);
    frames.send(`40{"token":${deep}}`);
    const answer = await Promise.race([frames.next(), frames.ended]).catch(() => 'ended');
    expect(String(answer)).toMatch(/^ended$|^10\d\d$|unauthenticated/);
  });

  test.each([
    ['nothing', ''],
    ['null', ',null'],
    ['a number in place of text', `,{"eventId":1,"content":2}`],
    ['bytes in place of an object', ',{"_placeholder":true,"num":0}'],
    ['bytes in place of text', ',{"eventId":"a","content":{"_placeholder":true,"num":0}}'],
  ])('[PROTO-21] %s over HTTP is refused in words', async (__, args) => {
    const polling = await connectedPolling();
    const hasBytes = args.includes('_placeholder');
    const packet = `${hasBytes ? '451-' : '42'}1["send-message"${args}]`;
    await polling.post(hasBytes ? [packet, 'bAQID'].join(SEPARATOR) : packet);
    expect((await polling.take(1)).join('')).toMatch(/^431\[\{"ok":false,.*"code":"invalid"/);
  });

  async function connectedPolling(): Promise<Polling> {
    const polling = await openPolling(stack.node().url);
    await polling.post(`40${JSON.stringify({ token: mallory.token })}`);
    await polling.take(1);
    return polling;
  }

  test('[PROTO-21] a body with as many requests as fit is refused or metered, and stops nobody for long', async () => {
    const polling = await connectedPolling();
    const packet = '42[1]';
    const body = Array.from({ length: 166_666 }, () => packet).join(SEPARATOR);
    const longest = await longestWaitWhile(async () => {
      const { status } = await polling.post(body).catch(() => ({ status: 413 }));
      expect([200, 413]).toContain(status);
    });
    // A body of this size takes a second in a row where it is read to its end.
    if (!('payloadBytes' in limits)) expect(longest).toBeLessThan(500);
  });

  async function longestWaitWhile(work: () => Promise<void>): Promise<number> {
    let isOver = false;
    let longest = 0;
    const watching = (async () => {
      while (!isOver) {
        const start = performance.now();
        await bystander.settle();
        longest = Math.max(longest, performance.now() - start);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await work();
    isOver = true;
    await watching;
    return longest;
  }
});
