import { IncomingMessage } from 'node:http';
import { queryObjects } from 'node:v8';

import { expect, test } from 'vitest';

import { connected, openDevice, type Device } from '../harness/device.ts';
import { startStack, waitUntil } from '../harness/stack.ts';

const CONNECTIONS = 20;

/** Requests that are in memory, after everything that can be freed was. */
const requestsKept = (): number => queryObjects(IncomingMessage, { format: 'count' });

test.each([
  { name: 'WebSocket', transports: ['websocket'] },
  { name: 'long-polling, then WebSocket', transports: ['polling', 'websocket'] },
])(
  '[LOAD-5] the requests that connections began with are gone: $name',
  async ({ transports }) => {
    await using stack = await startStack({ limits: { connectionsPerPerson: CONNECTIONS } });
    const { token } = await stack.participant('Alice');
    const before = requestsKept();
    const devices: Device[] = [];
    try {
      for (let n = 0; n < CONNECTIONS; n += 1) {
        const device = openDevice({ url: stack.node().url, auth: { token }, transports });
        devices.push(await connected(device));
      }
      const isUpgraded = ({ socket }: Device): boolean =>
        socket.io.engine.transport.name === 'websocket';
      await waitUntil(() => devices.every(isUpgraded), 'all to have upgraded');
      // A few may be on their way still, of clients and of pools.
      await waitUntil(() => requestsKept() - before < CONNECTIONS / 2, 'the requests to be gone');
      expect(devices.every(({ socket }) => socket.connected)).toBe(true);
    } finally {
      for (const device of devices) device[Symbol.dispose]();
    }
  },
  30_000,
);
