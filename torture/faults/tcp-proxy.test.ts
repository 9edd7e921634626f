import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

import { expect, onTestFinished, test, vi } from 'vitest';

import { createRandom } from '../random.ts';
import { combine, type Conditions } from './conditions.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** One end of a connection, with everything that it got. */
interface End {
  readonly socket: Socket;
  readonly got: () => string;
  readonly chunks: Buffer[];
  /** `end`: closed in order; an error's code else. */
  readonly ended: () => string | undefined;
}

function watch(socket: Socket): End {
  const chunks: Buffer[] = [];
  let ended: string | undefined;
  socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
  socket.on('end', () => (ended ??= 'end'));
  socket.on('error', (error: NodeJS.ErrnoException) => (ended ??= error.code));
  return { socket, chunks, got: () => Buffer.concat(chunks).toString(), ended: () => ended };
}

async function setUp(): Promise<{
  readonly proxy: TcpProxy;
  readonly open: () => Promise<{ readonly client: End; readonly server: End }>;
}> {
  const accepted: Socket[] = [];
  const target = createServer((socket) => void accepted.push(socket));
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as AddressInfo;
  const proxy = await openTcpProxy({
    target: { host: '127.0.0.1', port },
    random: createRandom(1),
  });
  onTestFinished(async () => {
    await proxy[Symbol.asyncDispose]();
    accepted.forEach((socket) => socket.destroy());
    target.close();
  });
  const open = async () => {
    const before = accepted.length;
    const client = connect(proxy.port, proxy.host);
    onTestFinished(() => void client.destroy());
    const watched = watch(client);
    await once(client, 'connect');
    await vi.waitFor(() => expect(accepted.length).toBe(before + 1));
    return { client: watched, server: watch(accepted[before] as Socket) };
  };
  return { proxy, open };
}

/** Milliseconds until a text arrives whole. */
async function timeToArrive(from: End, to: End, text: string): Promise<number> {
  const startedAt = performance.now();
  const before = to.got().length;
  from.socket.write(text);
  await vi.waitFor(() => expect(to.got().slice(before)).toBe(text), {
    timeout: 5_000,
    interval: 1,
  });
  return performance.now() - startedAt;
}

test('a healthy link carries bytes both ways, in order, and closes in order', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  const text = 'x'.repeat(2_000_000) + 'end';
  await timeToArrive(client, server, text);
  await timeToArrive(server, client, text);
  expect(proxy.connections()).toBe(1);
  client.socket.end();
  await vi.waitFor(() => expect(server.ended()).toBe('end'));
  await vi.waitFor(() => expect(proxy.connections()).toBe(0));
});

test('latency and jitter delay and keep the order, until they are lifted', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  const lift = proxy.impose({ latencyMs: 80, jitterMs: 40 });
  const texts = Array.from({ length: 20 }, (_, index) => `${index};`);
  const startedAt = performance.now();
  for (const text of texts) {
    client.socket.write(text);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await vi.waitFor(() => expect(server.got()).toBe(texts.join('')));
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(80);
  lift();
  expect(await timeToArrive(client, server, 'fast')).toBeLessThan(80);
});

test('bandwidth is a bound, and slices are small', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  const lift = proxy.impose({ bytesPerSecond: 10_000, sliceBytes: 500 });
  expect(await timeToArrive(client, server, 'y'.repeat(3_000))).toBeGreaterThan(200);
  expect(Math.max(...server.chunks.map(({ length }) => length))).toBeLessThan(3_000);
  lift();
});

const heldCases: readonly [string, Conditions['held']][] = [
  ['to-server', ['to-server']],
  ['to-client', ['to-client']],
  ['both', ['to-server', 'to-client']],
];

test.each(heldCases)(
  'a cut of %s holds that way only; what was sent comes later',
  async (_, held = []) => {
    const { proxy, open } = await setUp();
    const { client, server } = await open();
    const lift = proxy.impose({ held });
    client.socket.write('up');
    server.socket.write('down');
    if (!held.includes('to-server')) await vi.waitFor(() => expect(server.got()).toBe('up'));
    if (!held.includes('to-client')) await vi.waitFor(() => expect(client.got()).toBe('down'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.got()).toBe(held.includes('to-server') ? '' : 'up');
    expect(client.got()).toBe(held.includes('to-client') ? '' : 'down');
    lift();
    await vi.waitFor(() => expect([server.got(), client.got()]).toEqual(['up', 'down']));
  },
);

test('a reset reaches both ends as a reset', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  proxy.reset();
  await vi.waitFor(() =>
    expect([client.ended(), server.ended()]).toEqual(['ECONNRESET', 'ECONNRESET']),
  );
  expect(proxy.connections()).toBe(0);
});

test('closing the proxy ends what is left of a connection whose other end is gone', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  proxy.impose({ held: ['to-server'] });
  client.socket.write('x'.repeat(4_000_000));
  await new Promise((resolve) => setTimeout(resolve, 50));
  server.socket.resetAndDestroy();
  client.socket.pause();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await proxy[Symbol.asyncDispose]();
  expect(proxy.connections()).toBe(0);
});

test('a limit of data resets the connection beyond it', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  await timeToArrive(client, server, 'before it counts');
  proxy.impose({ limitBytes: 10 });
  await timeToArrive(client, server, '1234567890');
  client.socket.write('!');
  await vi.waitFor(() => expect(client.ended()).toBe('ECONNRESET'));
  expect(server.got()).toBe('before it counts1234567890');
});

test('the news of a close can come late', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  proxy.impose({ slowCloseMs: 100 });
  const startedAt = performance.now();
  client.socket.end();
  await vi.waitFor(() => expect(server.ended()).toBe('end'));
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
});

test('a link that refuses resets new connections and leaves the others alone', async () => {
  const { proxy, open } = await setUp();
  const { client, server } = await open();
  proxy.impose({ refuses: true });
  const refused = watch(connect(proxy.port, proxy.host));
  await vi.waitFor(() => expect(refused.ended()).toBe('ECONNRESET'));
  await timeToArrive(client, server, 'still here');
});

test('conditions combine: delays add up, the strictest limit holds', () => {
  const sum = combine([
    { latencyMs: 10, held: ['to-server'], limitBytes: 7 },
    { latencyMs: 5, held: ['to-client'], limitBytes: 3, refuses: true },
    { bytesPerSecond: 100 },
  ]);
  expect(sum).toMatchObject({ latencyMs: 15, limitBytes: 3, bytesPerSecond: 100, refuses: true });
  expect(sum.held).toEqual(['to-server', 'to-client']);
  expect(combine([])).toEqual({});
});
