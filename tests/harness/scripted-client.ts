import { afterEach, expect, vi } from 'vitest';

import { createSocketClient } from '../../lib/socket-client.ts';
import type { SocketClient, SocketClientOptions } from '../../lib/socket-client.ts';
import { startScriptedServer } from './scripted-server.ts';
import type { Script, ScriptedServer } from './scripted-server.ts';

const clients: SocketClient[] = [];
const servers: ScriptedServer[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  vi.useRealTimers();
});

export async function serve(script: Script = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  servers.push(server);
  return server;
}

export function clientOf(url: string, options: Partial<SocketClientOptions> = {}): SocketClient {
  const client = createSocketClient({ url, getToken: () => Promise.resolve('token'), ...options });
  clients.push(client);
  return client;
}

export const statusIs = (client: SocketClient, status: string) =>
  vi.waitFor(() => expect(client.getSnapshot().status).toBe(status), { timeout: 15_000 });

export async function connected(script: Script = {}, options: Partial<SocketClientOptions> = {}) {
  const server = await serve(script);
  const client = clientOf(server.url, options);
  client.connect();
  await statusIs(client, 'connected');
  return { server, client };
}

export const ok = (value: unknown) => ({ ok: true, value });
export const joinAnswer = (extra: object = {}) =>
  ok({
    eventId: 'e1',
    seq: 0,
    epoch: 'a',
    mode: 'live',
    minSeq: 0,
    role: 'participant',
    typists: [],
    attending: 1,
    interested: 0,
    online: 1,
    ...extra,
  });

export const leftAnswer = () => ok({ eventId: 'e1' });
