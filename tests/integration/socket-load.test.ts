import { connect, type Socket as TcpSocket } from 'node:net';

import { expect, test } from 'vitest';

import { connected, openDevice, type Device } from '../harness/device.ts';
import { startNodeProcess } from '../harness/node-process.ts';
import { startStack, waitUntil } from '../harness/stack.ts';

const isLinux = process.platform === 'linux';

test('[LOAD-1] of a crowd that comes at once all get in, those who were refused a little later', async () => {
  const crowd = 800;
  await using stack = await startStack({ limits: { connectionsPerPerson: crowd } });
  const { token } = await stack.participant('Alice');
  const devices: Device[] = [];
  try {
    for (let n = 0; n < crowd; n += 1) {
      devices.push(openDevice({ url: stack.node().url, auth: { token } }));
    }
    await waitUntil(() => devices.every(({ socket }) => socket.connected), 'all to be in', 30_000);
  } finally {
    for (const device of devices) device[Symbol.dispose]();
  }
}, 60_000);

test.runIf(isLinux)(
  '[LOAD-2] with as many connections as there may be open files a node refuses more, lives, and lets in again',
  async () => {
    await using stack = await startStack({ nodes: 0 });
    await using node = await startNodeProcess(stack, { openFiles: 160 });
    const { port, url, running } = node;
    const alice = await stack.participant('Alice');
    const inside = await connected(openDevice({ url, auth: { token: alice.token } }));
    await inside.request('join-event', { eventId: stack.eventId });

    const sockets: TcpSocket[] = [];
    let gone = 0;
    for (let n = 0; n < 400; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {}).once('close', () => (gone += 1));
      sockets.push(socket);
    }
    await waitUntil(() => gone > 250, 'most of them to be refused');
    expect(
      (await inside.request('send-message', { eventId: stack.eventId, content: '1' })).ok,
    ).toBe(true);
    sockets.forEach((socket) => socket.destroy());
    const isLetIn = async (): Promise<boolean> => {
      const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`).catch(() => null);
      return answer?.status === 200;
    };
    await waitUntil(isLetIn, 'the door to be open again');
    expect(inside.socket.connected).toBe(true);
    expect(running.child.exitCode).toBeNull();
    expect(running.output()).not.toContain('FATAL');
    inside[Symbol.dispose]();
  },
  40_000,
);

test('[LOAD-2] a node that holds too much memory refuses new connections, and is otherwise well', async () => {
  await using stack = await startStack({ limits: { memoryMb: 1 } });
  const { url } = stack.node();
  const handshake = (): Promise<Response> => fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  await waitUntil(async () => (await handshake()).status === 503, 'the door to be closed');
  expect((await handshake()).headers.get('retry-after')).toBe('1');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('[LOAD-4] a node that was paused looks at everything anew: what was missed comes, who was signed out goes', async () => {
  await using stack = await startStack();
  const { eventId } = stack;
  await using node = await startNodeProcess(stack);
  const { url, running } = node;
  const [alice, eve] = [await stack.participant('Alice'), await stack.participant('Eve')];
  const open = async (token: string): Promise<Device> => {
    const device = await connected(openDevice({ url, auth: { token, v: 1 } }));
    await device.request('join-event', { eventId });
    return device;
  };
  using listener = await open(alice.token);
  using signedOut = await open(eve.token);
  const speaker = await stack.joined(alice);
  running.child.kill('SIGSTOP');
  await stack.database.db.deleteFrom('session').where('id', '=', eve.sessionId).execute();
  for (const content of ['1', '2', '3']) {
    await speaker.request('send-message', { eventId, content });
  }
  // Longer than what counts as a pause, and shorter than what clients take for a lost connection.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  running.child.kill('SIGCONT');
  await waitUntil(() => listener.of('new-message').length === 3, 'what was missed', 2_000);
  await waitUntil(() => !signedOut.socket.active, 'the one who was signed out to go', 2_000);
  expect(listener.of('new-message').map(({ content }) => content)).toEqual(['1', '2', '3']);
  expect(running.output()).toContain('was stopped for a while');
}, 40_000);
