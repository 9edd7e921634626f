import { describe, expect, test } from 'vitest';

import { freePort } from '../harness/ports.ts';
import { runNode } from '../harness/process.ts';
import { say, texts } from '../harness/say.ts';
import { startStack, TEST_SECRET, waitUntil, type Stack } from '../harness/stack.ts';
import { connectStock, RESUMING, type StockClient, type Version } from './harness/stock-client.ts';
import { openTcpProxy, type TcpProxy } from './harness/tcp-proxy.ts';

interface Scene extends AsyncDisposable {
  readonly stack: Stack;
  readonly proxy: TcpProxy;
  readonly client: StockClient;
  readonly alice: Awaited<ReturnType<Stack['participant']>>;
  readonly author: Awaited<ReturnType<Stack['participant']>>;
}

/** Alice's unmodified client, in the room, behind a way that can be cut. */
async function setScene(version: Version, transport: 'websocket' | 'polling' = 'websocket') {
  const stack = await startStack({ nodes: 2 });
  const proxy = await openTcpProxy(stack.node(0).url);
  const alice = await stack.participant('Alice');
  const author = await stack.participant('Author');
  const auth = { token: alice.token, resume: true };
  const client = await connectStock({ version, transport, url: proxy.url, auth });
  await client.request('join-event', { eventId: stack.eventId });
  const scene: Scene = {
    stack,
    proxy,
    client,
    alice,
    author,
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await proxy[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
    },
  };
  return scene;
}

/** Passes when the client has exactly what is stored, in its order, without any looking for doubles. */
async function expectExactlyOnce({ stack, client }: Scene): Promise<void> {
  const stored = await stack.storedMessages();
  await waitUntil(() => client.contents().length >= stored.length, 'all messages');
  await client.settle();
  expect(client.contents()).toEqual(stored);
}

describe.each(RESUMING)('socket.io-client %s with resume', (version) => {
  test.each(
    version === RESUMING.at(-1) ? (['websocket', 'polling'] as const) : (['websocket'] as const),
  )('[STOCK-2] has every message exactly once over cut connections, by %s', async (transport) => {
    await using scene = await setScene(version, transport);
    const { stack, proxy, client, author } = scene;
    let isOver = false;
    let said = 0;
    const talking = (async () => {
      while (!isOver) {
        await say(stack, author, texts(5, said + 1));
        said += 5;
      }
    })();
    for (let cuts = 1; cuts <= 4; cuts += 1) {
      const before = client.contents().length;
      await waitUntil(() => client.contents().length >= before + 10, 'some messages');
      // Over HTTP there may be no connection to cut at the moment.
      proxy.block(true);
      await waitUntil(() => !client.socket.connected, 'the loss');
      proxy.block(false);
      await client.connectedAgain(cuts + 1);
    }
    isOver = true;
    await talking;
    await expectExactlyOnce(scene);
    expect(client.recoveries).toEqual([false, true, true, true, true]);
  });

  test('[STOCK-2] gets what was said while it was away, on another node, after the first was stopped', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, author } = scene;
    await say(stack, author, texts(20));
    await waitUntil(() => client.contents().length === 20, 'the first messages');
    proxy.leadTo(stack.node(1).url);
    const away = new Promise((resolve) => client.socket.once('disconnect', resolve));
    const stopping = stack.node(0).server[Symbol.asyncDispose]();
    expect(await away).toBe('transport close');
    await say(stack, author, texts(30, 21));
    await stopping;
    await client.connectedAgain(2);
    await say(stack, author, texts(10, 51));
    await expectExactlyOnce(scene);
    expect(client.recoveries).toEqual([false, true]);
  });

  test('[STOCK-2] joins again as its app does at each connection, and nothing comes twice', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, author } = scene;
    client.socket.on('connect', () => client.emit('join-event', { eventId: stack.eventId }));
    for (let round = 0; round < 3; round += 1) {
      await say(stack, author, texts(10, round * 20 + 1));
      proxy.block(true);
      await waitUntil(() => !client.socket.connected, 'the loss');
      await say(stack, author, texts(10, round * 20 + 11));
      proxy.block(false);
      await client.connectedAgain(round + 2);
    }
    await expectExactlyOnce(scene);
    expect(client.recoveries).toEqual([false, true, true, true]);
  });

  test('[STOCK-2] keeps its place when the last that it heard was who stopped typing', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, author } = scene;
    const { eventId } = stack;
    const typist = await stack.joined(author);
    await say(stack, author, ['before']);
    typist.emit('typing', { eventId });
    typist.emit('stop-typing', { eventId });
    await waitUntil(() => client.named('user-stopped-typing').length === 1, 'the end of typing');
    expect(client.named('user-stopped-typing')).toEqual([[author.id, null]]);
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    await say(stack, author, ['meanwhile']);
    proxy.block(false);
    await client.connectedAgain(2);
    await expectExactlyOnce(scene);
    expect(client.recoveries).toEqual([false, true]);
  });

  test('[STOCK-2] goes on in a room in which nothing was said before it was cut off', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, author } = scene;
    await client.settle();
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    await say(stack, author, ['the first one']);
    proxy.block(false);
    await client.connectedAgain(2);
    await expectExactlyOnce(scene);
    expect(client.recoveries).toEqual([false, true]);
  });

  test('[STOCK-3] goes on in several rooms, and not in one that it has left', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, alice, author } = scene;
    const rooms = [stack.eventId, await stack.event(), await stack.event()];
    const left = await stack.event();
    for (const eventId of [...rooms.slice(1), left]) {
      for (const person of [alice, author]) await stack.setStatus(person, 'attending', { eventId });
      expect((await client.request('join-event', { eventId })).ok).toBe(true);
    }
    const sayIn = (eventId: string, contents: readonly string[]) =>
      say({ ...stack, eventId }, author, contents);
    await sayIn(left, ['in time']);
    await waitUntil(() => client.contents().length === 1, 'the message in the fourth room');
    for (const [index, eventId] of rooms.entries()) await sayIn(eventId, texts(5, index * 100));
    await waitUntil(() => client.contents().length === 16, 'the first messages');
    await client.request('leave-event', { eventId: left });
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    await sayIn(left, ['too late']);
    await Promise.all(rooms.map((eventId, index) => sayIn(eventId, texts(20, index * 100 + 5))));
    proxy.block(false);
    await client.connectedAgain(2);
    await Promise.all(rooms.map((eventId, index) => sayIn(eventId, texts(5, index * 100 + 25))));
    await sayIn(left, ['much too late']);
    await waitUntil(() => client.contents().length >= 91, 'all messages');
    await client.settle();
    for (const [index] of rooms.entries()) {
      const ofRoom = client.contents().filter((text) => {
        const n = Number(text.split(' ')[1]);
        return n >= index * 100 && n < index * 100 + 100;
      });
      expect(ofRoom).toEqual(texts(30, index * 100));
    }
    expect(client.contents()).toHaveLength(91);
    expect(client.recoveries).toEqual([false, true]);
  });

  test('[STOCK-4] who no longer takes part gets nothing by coming back', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, alice, author } = scene;
    await say(stack, author, ['before']);
    await waitUntil(() => client.contents().length === 1, 'the first message');
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    await stack.setStatus(alice, null);
    await say(stack, author, ['not for Alice']);
    proxy.block(false);
    await client.connectedAgain(2);
    await say(stack, author, ['nor this']);
    expect((await client.request('join-event', { eventId: stack.eventId })).ok).toBe(false);
    expect(client.contents()).toEqual(['before']);
    expect(client.recoveries).toEqual([false, false]);
  });

  test('[STOCK-4] who has signed out meanwhile is refused, and gets nothing', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, alice, author } = scene;
    await say(stack, author, ['before']);
    await waitUntil(() => client.contents().length === 1, 'the first message');
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    const { db } = stack.database;
    await db.deleteFrom('session').where('id', '=', alice.sessionId).execute();
    await say(stack, author, ['not for Alice']);
    const refused = new Promise<Error & { data?: object }>((resolve) =>
      client.socket.on('connect_error', (error) => 'data' in error && resolve(error)),
    );
    proxy.block(false);
    expect((await refused).data).toMatchObject({ code: 'unauthenticated' });
    expect(client.contents()).toEqual(['before']);
  });

  test('[STOCK-5] who was away for too long knows that it did not recover, and goes on live', async () => {
    await using scene = await setScene(version);
    const { stack, proxy, client, author } = scene;
    await say(stack, author, ['before']);
    await waitUntil(() => client.contents().length === 1, 'the first message');
    proxy.block(true);
    await waitUntil(() => !client.socket.connected, 'the loss');
    for (let from = 1; from < 5_100; from += 850) await say(stack, author, texts(850, from));
    proxy.block(false);
    await client.connectedAgain(2);
    expect(client.recoveries).toEqual([false, false]);
    expect((await client.request('join-event', { eventId: stack.eventId })).ok).toBe(true);
    await say(stack, author, ['live again']);
    await waitUntil(() => client.contents().length >= 2, 'the live message');
    await client.settle();
    expect(client.contents()).toEqual(['before', 'live again']);
    proxy.cut();
    await client.connectedAgain(3);
    expect(client.recoveries).toEqual([false, false, true]);
  });

  test('[STOCK-2] has every message exactly once over kill -9 of its node', async () => {
    await using stack = await startStack({ nodes: 1 });
    const port = await freePort();
    const env = {
      DATABASE_URL: stack.database.url,
      AUTH_SECRET: TEST_SECRET,
      SOCKET_PORT: String(port),
    };
    const doomed = runNode(['server.js'], { env });
    await doomed.prints(`running on port ${port}`);
    await using proxy = await openTcpProxy(`http://127.0.0.1:${port}`);
    const alice = await stack.participant('Alice');
    const author = await stack.participant('Author');
    const auth = { token: alice.token, resume: true };
    using client = await connectStock({ version, url: proxy.url, auth });
    await client.request('join-event', { eventId: stack.eventId });
    let isOver = false;
    const talking = (async () => {
      for (let from = 1; !isOver; from += 5) await say(stack, author, texts(5, from));
    })();
    await waitUntil(() => client.contents().length >= 30, 'some messages');
    proxy.leadTo(stack.node().url);
    doomed.child.kill('SIGKILL');
    await doomed.exits();
    await client.connectedAgain(2);
    isOver = true;
    await talking;
    const stored = await stack.storedMessages();
    await waitUntil(() => client.contents().length >= stored.length, 'all messages');
    await client.settle();
    expect(client.contents()).toEqual(stored);
    expect(client.recoveries).toEqual([false, true]);
    await doomed[Symbol.asyncDispose]();
  });
});
