import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { openDevice, connected, type Device } from '../harness/device.ts';
import { freePort } from '../harness/ports.ts';
import { runNode, type Running } from '../harness/process.ts';
import { startStack, TEST_SECRET, waitUntil, type Stack } from '../harness/stack.ts';

const CLIENTS = 100;
const ENDS_WITHIN_MS = 10_000;

async function environment(stack: Stack) {
  const port = await freePort();
  const env = {
    DATABASE_URL: stack.database.url,
    AUTH_SECRET: TEST_SECRET,
    SOCKET_PORT: String(port),
    LOG_FORMAT: 'pretty',
  };
  return { env, port, url: `http://127.0.0.1:${port}` };
}

async function startChild(stack: Stack): Promise<{ child: Running; url: string }> {
  const { env, port, url } = await environment(stack);
  const child = runNode(['server.js'], { env });
  await child.prints(`[INFO] Socket.IO server running on port ${port}\n`);
  return { child, url };
}

test('[STOP-1] [STOP-2] with a hundred clients SIGTERM ends a node in time; what it acknowledged is stored', async () => {
  await using stack = await startStack({ nodes: 0 });
  const { eventId } = stack;
  const { child, url } = await startChild(stack);
  await using _ = child;
  const acked: string[] = [];
  const reasons: string[] = [];
  const devices: Device[] = [];
  for (let n = 0; n < CLIENTS; n += 1) {
    const person = await stack.participant(`Guest ${n}`);
    const transports = n % 5 === 0 ? ['polling'] : ['websocket'];
    const device = openDevice({ url, auth: { token: person.token }, transports });
    device.socket.on('disconnect', (reason) => void reasons.push(reason));
    devices.push(await connected(device));
    await device.request('join-event', { eventId });
  }
  let isStopped = false;
  const talk = async (device: Device, index: number): Promise<void> => {
    for (let n = 0; n < 4 && !isStopped; n += 1) {
      const content = `${index}/${n}`;
      const answer = await device
        .request('send-message', { eventId, content })
        .catch(() => ({ ok: false }) as const);
      if (answer.ok) acked.push(content);
    }
  };
  const talking = devices.map(talk);
  await waitUntil(() => acked.length > 50, 'some messages');
  const started = performance.now();
  child.child.kill('SIGTERM');
  expect(await child.exits()).toBe(0);
  expect(performance.now() - started).toBeLessThan(ENDS_WITHIN_MS);
  isStopped = true;
  await waitUntil(() => reasons.length === CLIENTS, 'all clients to notice');
  expect(new Set(reasons)).not.toContain('io server disconnect');
  expect(devices.every(({ socket }) => socket.active)).toBe(true);
  for (const device of devices) device[Symbol.dispose]();
  await Promise.all(talking);
  const stored = new Set(await stack.storedMessages());
  expect(acked.filter((content) => !stored.has(content))).toEqual([]);
}, 60_000);

test('[STOP-2] clients are back, and talk on, when a node is started again', async () => {
  await using stack = await startStack({ nodes: 0 });
  const first = await startChild(stack);
  const alice = await stack.participant('Alice');
  using device = openDevice({ url: first.url, auth: { token: alice.token } });
  await connected(device);
  first.child.child.kill('SIGTERM');
  expect(await first.child.exits()).toBe(0);
  await waitUntil(() => !device.socket.connected, 'the loss');
  await using second = runNode(['server.js'], {
    env: {
      DATABASE_URL: stack.database.url,
      AUTH_SECRET: TEST_SECRET,
      SOCKET_PORT: new URL(first.url).port,
    },
  });
  await second.prints('Socket.IO server running');
  await waitUntil(() => device.socket.connected, 'the client to be back');
  const sent = await device.request('send-message', { eventId: stack.eventId, content: 'back' });
  expect(sent.ok).toBe(true);
}, 40_000);

test('[STOP-3] a node that stops is not ready, lets nobody in, and answers those who are there', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const { server, url } = stack.node();
  const alice = await stack.joined(await stack.participant('Alice'), { reconnection: false });
  const second = await stack.connect(await stack.participant('Bob'), {
    reconnection: false,
    transports: ['polling'],
  });
  // Somebody holds the event's log, so that the messages have to wait.
  const holder = await database.pool.connect();
  await holder.query('begin');
  await holder.query('select * from event_log_head where event_id = $1 for update', [eventId]);
  const sending = alice.request('send-message', { eventId, content: 'just in time' });
  // What the transport has sent is taken by the node.
  const taken = () =>
    new Promise<void>((resolve) => second.socket.io.engine.once('drain', () => resolve()));
  const otherTaken = taken();
  const other = second.request('send-message', { eventId, content: 'just in time too' });
  await otherTaken;
  await waitUntil(() => server.stats().busy === 2, 'both messages to be under way');
  const stopping = server[Symbol.asyncDispose]();
  // A connection that waits for an answer is not closed, so that this comes in however late.
  const lateTaken = taken();
  const late = second.request('send-message', { eventId, content: 'while it drains' });
  await lateTaken;
  const readiness = await fetch(`${url}/readyz`);
  expect(readiness.status).toBe(503);
  expect(await readiness.json()).toEqual({ status: 'not-ready', reason: 'stopping' });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const handshake = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  expect(handshake.status).toBe(503);
  expect(await handshake.json()).toMatchObject({ error: { code: 'unavailable' } });
  expect(await upgradeStatus(url)).toContain('503');
  await holder.query('commit');
  holder.release();
  expect(await sending).toMatchObject({ ok: true });
  expect(await other).toMatchObject({ ok: true });
  expect(await late).toMatchObject({ ok: true });
  await stopping;
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
  const stored = await stack.storedMessages();
  expect(stored.toSorted()).toEqual(['just in time', 'just in time too', 'while it drains']);
  expect(stored.at(-1)).toBe('while it drains');
});

/** The first line of the answer to a WebSocket that wants to be opened. */
const upgradeStatus = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(
        [
          'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
          'host: localhost',
          'connection: upgrade',
          'upgrade: websocket',
          'sec-websocket-version: 13',
          'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
          '',
          '',
        ].join('\r\n'),
      ),
    );
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(String(data).split('\r\n')[0] ?? '');
    });
  });

test('[STOP-5] clients of ours are told when to come back; all leave one after the other, none is cut off in mid-request', async () => {
  const clients = 300;
  const limits = { connectionsPerPerson: 1_000, messagesPerMinute: 100_000 };
  await using stack = await startStack({ nodes: 2, limits });
  const person = await stack.participant('Alice');
  const devices: Device[] = [];
  for (let n = 0; n < clients; n += 1) {
    const transports = n % 10 === 0 ? ['polling'] : ['websocket'];
    devices.push(await stack.connect(person, { v1: n % 2 === 0, transports, reconnection: false }));
  }
  const leftAt: number[] = [];
  const reasons = new Set<string>();
  for (const { socket } of devices) {
    socket.once('disconnect', (reason) => {
      leftAt.push(performance.now() - started);
      reasons.add(reason);
    });
  }
  const started = performance.now();
  const stopping = stack.node().server[Symbol.asyncDispose]();
  await waitUntil(() => leftAt.length === clients, 'all to be gone');
  await stopping;
  expect(performance.now() - started).toBeLessThan(10_000);
  const told = devices.map((device) =>
    device.of('server-draining').map(({ retryInMs }) => retryInMs),
  );
  expect(told.filter((_, n) => n % 2 === 0).every((times) => times.length === 1)).toBe(true);
  expect(told.filter((_, n) => n % 2 === 1).flat()).toEqual([]);
  // 5 ms each: over 1.5 s for 300, and not all in one moment.
  const times = told.flat();
  expect(Math.max(...times)).toBeLessThanOrEqual(1_500);
  expect(new Set(times).size).toBeGreaterThan(75);
  const busiest = Math.max(
    ...leftAt.map((at) => leftAt.filter((other) => other >= at && other < at + 250).length),
  );
  expect(busiest).toBeLessThan(clients / 2);
  expect(reasons).not.toContain('io server disconnect');
}, 60_000);

test('[STOP-4] a node stops when the parent that it has a channel to is gone', async () => {
  await using stack = await startStack({ nodes: 0 });
  const { env } = await environment(stack);
  const child = fork(fileURLToPath(new URL('../../server.js', import.meta.url)), {
    env: { ...process.env, ...env },
    silent: true,
  });
  let output = '';
  child.stdout?.on('data', (chunk) => void (output += String(chunk)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await waitUntil(() => output.includes('running on port'), 'the node to run');
  child.disconnect();
  expect(await ended).toBe(0);
});

test('[CONN-14] a fault that nobody caught is logged, and ends the process with code 1', async () => {
  await using stack = await startStack({ nodes: 0 });
  const { env } = await environment(stack);
  // Once the node runs, however long it takes to start.
  const fault = `data:text/javascript,
    const write = process.stdout.write;
    process.stdout.write = function (text, ...rest) {
      if (text.includes('running on port')) setImmediate(() => Promise.reject(new TypeError('a bug')));
      return write.call(this, text, ...rest);
    };`;
  await using child = runNode(['--import', fault, 'server.js'], { env });
  expect(await child.exits()).toBe(1);
  expect(child.output()).toContain('[FATAL] A fault that must not happen: unhandledRejection');
}, 30_000);
