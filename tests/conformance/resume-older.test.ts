import { expect, test } from 'vitest';

import { say, texts } from '../harness/say.ts';
import { startStack, waitUntil } from '../harness/stack.ts';
import { connectStock, RESUMING, VERSIONS } from './harness/stock-client.ts';
import { openTcpProxy } from './harness/tcp-proxy.ts';

const OLDER = VERSIONS.filter((version) => !RESUMING.includes(version));
const cases = [
  ...OLDER.map((version) => [version, { resume: true }] as const),
  ...VERSIONS.map((version) => [version, {}] as const),
];

test.each(cases)(
  '[STOCK-7] socket.io-client %s with %j has the plain live feed, also after a cut',
  async (version, asked) => {
    await using stack = await startStack();
    const { eventId } = stack;
    await using proxy = await openTcpProxy(stack.node().url);
    const alice = await stack.participant('Alice');
    const author = await stack.participant('Author');
    const auth = { token: alice.token, ...asked };
    using client = await connectStock({ version, url: proxy.url, auth });
    await client.request('join-event', { eventId });
    await say(stack, author, texts(10));
    await waitUntil(() => client.contents().length === 10, 'the first messages');
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    await say(stack, author, ['missed']);
    proxy.block(false);
    await client.connectedAgain(2);
    expect((await client.request('join-event', { eventId })).ok).toBe(true);
    await say(stack, author, texts(10, 11));
    await waitUntil(() => client.contents().length >= 20, 'the later messages');
    await client.settle();
    expect(client.contents()).toEqual(texts(20));
    expect(client.recoveries.filter(Boolean)).toEqual([]);
    // Who asked has the place behind each notice, and these versions make nothing of it.
    const most = 'resume' in asked ? 2 : 1;
    for (const { args } of client.notices) expect(args.length).toBeLessThanOrEqual(most);
  },
);
