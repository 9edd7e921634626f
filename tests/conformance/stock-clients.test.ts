import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Device } from '../harness/device.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';
import {
  connectStock,
  openStock,
  TRANSPORTS,
  VERSIONS,
  type Transport,
} from './harness/stock-client.ts';

let stack: Stack;
let bob: Device;
beforeAll(async () => {
  stack = await startStack({
    limits: {
      messagesPerSecond: 1_000,
      messagesBurst: 1_000,
      messagesPerMinute: 1_000,
      typingStartsPer20s: 100,
    },
  });
  bob = await stack.joined(await stack.participant('Bob'));
});
afterAll(() => stack[Symbol.asyncDispose]());

const transports = Object.keys(TRANSPORTS) as readonly Transport[];
const pairs = VERSIONS.flatMap((version) => transports.map((of) => [version, of] as const));

describe.each(pairs)('socket.io-client %s over %s', (version, transport) => {
  test('[STOCK-1] a client of the seed alone joins, sends, receives, types and leaves', async () => {
    const { eventId } = stack;
    const alice = await stack.participant('Alice');
    const { url } = stack.node();
    using client = await connectStock({ version, transport, url, auth: { token: alice.token } });
    expect(client.socket.io.engine.transport.name).toBe(
      transport === 'polling' ? 'polling' : 'websocket',
    );

    client.emit('join-event', { eventId: 'nowhere' });
    await waitUntil(() => client.named('error').length === 1, 'the refusal');
    expect(client.named('error')[0]).toMatchObject([{ message: expect.any(String) }]);

    client.emit('join-event', { eventId });
    await client.settle();
    bob.emit('typing', { eventId });
    bob.emit('stop-typing', { eventId });
    await waitUntil(() => client.named('user-stopped-typing').length === 1, 'the end of typing');
    expect(client.named('user-typing')).toMatchObject([[{ userName: 'Bob' }]]);

    client.emit('typing', { eventId });
    client.emit('send-message', { eventId, content: `from ${version} over ${transport}` });
    const isSaid = () => client.contents().includes(`from ${version} over ${transport}`);
    await waitUntil(isSaid, 'the own message');
    expect((await bob.request('send-message', { eventId, content: 'hello' })).ok).toBe(true);
    await waitUntil(() => client.contents().includes('hello'), 'the message of somebody else');
    expect(bob.of('new-message').at(-2)).toMatchObject({ userId: alice.id, userName: 'Alice' });
    expect(bob.of('user-typing').at(-1)).toMatchObject({ userId: alice.id });

    client.emit('leave-event', { eventId });
    await client.settle();
    await bob.request('send-message', { eventId, content: 'not for Alice' });
    await client.settle();
    expect(client.contents()).not.toContain('not for Alice');
    expect(client.named('error')).toHaveLength(1);
    for (const { args } of client.notices) expect(args).toHaveLength(1);
  });

  test('[STOCK-1] it is refused with words where it has no right to come', async () => {
    using client = await openStock({
      version,
      transport,
      url: stack.node().url,
      auth: { token: 'nobody' },
    });
    const error = await new Promise<Error & { data?: object }>((resolve) =>
      client.socket.once('connect_error', resolve),
    );
    expect(error.message).toContain('Sign in again');
    expect(error.data).toMatchObject({ code: 'unauthenticated' });
  });
});
