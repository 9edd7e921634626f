import { fork } from 'node:child_process';
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

test('[STOP-3] a node that stops finishes what it took on, and takes nothing more', async () => {
  await using stack = await startStack();
  const { eventId, database } = stack;
  const { server } = stack.node();
  const alice = await stack.joined(await stack.participant('Alice'), { reconnection: false });
  const second = await stack.connect(await stack.participant('Bob'), { reconnection: false });
  // Somebody holds the event's log, so that the message has to wait.
  const holder = await database.pool.connect();
  await holder.query('begin');
  await holder.query('select * from event_log_head where event_id = $1 for update', [eventId]);
  const sending = alice.request('send-message', { eventId, content: 'just in time' });
  await waitUntil(() => server.stats().busy === 1, 'the message to be under way');
  const stopping = server[Symbol.asyncDispose]();
  const late = await second.request('send-message', { eventId, content: 'too late' });
  expect(late).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  await expect(fetch(`${stack.node().url}/readyz`)).rejects.toThrow();
  await holder.query('commit');
  holder.release();
  expect(await sending).toMatchObject({ ok: true });
  await stopping;
  expect(await stack.storedMessages()).toEqual(['just in time']);
});

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
  const fault = `data:text/javascript,setTimeout(() => Promise.reject(new TypeError('a bug')), 2_500)`;
  await using child = runNode(['--import', fault, 'server.js'], { env });
  expect(await child.exits()).toBe(1);
  expect(child.output()).toContain('[FATAL] A fault that must not happen: unhandledRejection');
}, 30_000);
