import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, test } from 'vitest';

import { connected, openDevice, type Device } from '../harness/device.ts';
import { startNodeProcess, type NodeProcess } from '../harness/node-process.ts';
import { freePort } from '../harness/ports.ts';
import { proxyKinds, type TestProxy } from '../harness/proxies.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../harness/stack.ts';

const TRANSPORTS: Readonly<Record<string, readonly string[]>> = {
  'WebSocket alone': ['websocket'],
  'long-polling alone': ['polling'],
  'long-polling first': ['polling', 'websocket'],
};
const CLIENTS = 6;

interface Surroundings extends AsyncDisposable {
  readonly stack: Stack;
  readonly proxy: TestProxy;
  readonly nodes: readonly NodeProcess[];
  readonly people: readonly TestPerson[];
  /** Through the proxy; each sees what it missed when it comes back. */
  open(person: TestPerson, transports: readonly string[]): Promise<Device>;
}

async function surround(start: (typeof proxyKinds)[number]['start']): Promise<Surroundings> {
  await using made = new AsyncDisposableStack();
  const stack = made.use(await startStack({ nodes: 0 }));
  const nodes = await Promise.all(
    ['a', 'b'].map((name) => startNodeProcess(stack, { env: { NODE_NAME: name } })),
  );
  nodes.forEach((node) => made.use(node));
  const [a, b] = nodes.map(({ port }) => port);
  const app = await freePort();
  const proxy = made.use(await start({ app, a: a ?? 0, b: b ?? 0 }));
  const people: TestPerson[] = [];
  for (let n = 0; n < CLIENTS; n += 1) people.push(await stack.participant(`Person ${n}`));
  const owned = made.move();
  return {
    stack,
    proxy,
    nodes,
    people,
    async open({ token }, transports) {
      const device = openDevice({ url: proxy.url, auth: { token, resume: true }, transports });
      owned.defer(() => device[Symbol.dispose]());
      await connected(device);
      const joined = await device.request('join-event', { eventId: stack.eventId });
      if (!joined.ok) throw new Error(joined.error.message);
      return device;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const textsOf = (device: Device): readonly string[] =>
  device.of('new-message').map(({ content }) => content);

const signedIn = ({ running }: NodeProcess): number =>
  running.output().split('User authenticated').length - 1;

/** Sends until it is known to be stored, each time under the same id, as our client does. */
async function send(device: Device, eventId: string, content: string): Promise<void> {
  const request = { eventId, content, clientMessageId: `id-${content}` };
  let isStored = false;
  await waitUntil(
    async () => {
      if (!device.socket.connected) return false;
      const answer = await device.request('send-message', request).catch(() => null);
      return (isStored = answer?.ok === true);
    },
    `"${content}" to be stored`,
    20_000,
  );
  expect(isStored).toBe(true);
}

describe.each(proxyKinds)('behind $name', ({ requirement, start }) => {
  const isHere = requirement.path !== undefined;

  test.runIf(isHere).each(Object.entries(TRANSPORTS))(
    '[PROXY-1] people on two nodes talk, with %s',
    async (_, transports) => {
      await using surroundings = await surround(start);
      const { stack, nodes, people } = surroundings;
      const devices: Device[] = [];
      for (const person of people) devices.push(await surroundings.open(person, transports));
      expect(nodes.map(signedIn).every((count) => count > 0)).toBe(true);
      for (const [n, device] of devices.entries()) {
        await send(device, stack.eventId, `from-${n}`);
      }
      const stored = await stack.storedMessages();
      expect(stored).toHaveLength(CLIENTS);
      const haveAll = (): boolean => devices.every((device) => textsOf(device).length >= CLIENTS);
      await waitUntil(haveAll, 'everything to arrive everywhere');
      for (const device of devices) expect(textsOf(device)).toEqual(stored);
      if (transports.at(-1) === 'websocket') {
        const isUpgraded = ({ socket }: Device): boolean =>
          socket.io.engine.transport.name === 'websocket';
        await waitUntil(() => devices.every(isUpgraded), 'all to be on WebSocket');
      }
    },
    60_000,
  );

  const endings = [
    ['is killed', 'SIGKILL'],
    ['stops', 'SIGTERM'],
  ] as const;
  test
    .runIf(isHere)
    .each(
      endings.flatMap(([how, signal]) =>
        Object.entries(TRANSPORTS).map(([name, transports]) => ({ how, signal, name, transports })),
      ),
    )(
    '[PROXY-2] when a node $how its clients come back by the other, and miss nothing, with $name',
    async ({ signal, transports }) => {
      await using surroundings = await surround(start);
      const { stack, nodes, people } = surroundings;
      const [first, second] = nodes;
      const devices: Device[] = [];
      for (const person of people) devices.push(await surroundings.open(person, transports));
      const before = signedIn(second as NodeProcess);
      expect(before).toBeLessThan(CLIENTS);
      const talk = async (device: Device, index: number): Promise<void> => {
        for (let n = 0; n < 12; n += 1) {
          await send(device, stack.eventId, `${index}-${n}`);
          if (n === 3 && index === 0) first?.running.child.kill(signal);
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
      };
      await Promise.all(devices.map(talk));
      await first?.running.exits();
      const stored = await stack.storedMessages();
      expect(stored).toHaveLength(CLIENTS * 12);
      const haveAll = (): boolean =>
        devices.every((device) => textsOf(device).length >= stored.length);
      await waitUntil(haveAll, 'everything to arrive everywhere', 20_000);
      for (const device of devices) expect(textsOf(device)).toEqual(stored);
      expect(signedIn(second as NodeProcess)).toBeGreaterThanOrEqual(CLIENTS);
    },
    90_000,
  );

  test.runIf(isHere)(
    '[PROXY-3] the app server is told the real address, whatever a client says; bodies are limited',
    async () => {
      await using made = new AsyncDisposableStack();
      const stack = made.use(await startStack({ nodes: 0 }));
      const node = made.use(await startNodeProcess(stack, { env: { NODE_NAME: 'a' } }));
      const told: IncomingHttpHeaders[] = [];
      const app = createServer((request, response) => {
        told.push(request.headers);
        request.resume().once('end', () => response.end('{}'));
      });
      await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
      made.defer(() => void app.close());
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
      const { port } = app.address() as AddressInfo;
      const proxy = made.use(await start({ app: port, a: node.port, b: await freePort() }));
      const forged = { 'x-forwarded-for': '203.0.113.7' };
      await waitUntil(
        async () => (await fetch(`${proxy.url}/api/events`, { headers: forged })).ok,
        'the app server to be reached',
      );
      expect(told.at(-1)).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
      const post = (path: string, size: number): Promise<number> =>
        fetch(`${proxy.url}${path}`, { method: 'POST', body: 'x'.repeat(size) }).then(
          ({ status }) => status,
        );
      expect(await post('/api/events', 60_000)).toBe(200);
      expect(await post('/api/events', 300_000)).toBe(413);
      expect(await post('/socket.io/?EIO=4&transport=polling&sid=a-x', 100_000)).toBe(413);
    },
    60_000,
  );
});
