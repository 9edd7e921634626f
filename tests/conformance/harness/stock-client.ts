import type { io as Io, Socket } from 'socket.io-client';

import { waitUntil } from '../../harness/stack.ts';

/** The versions of the stock client that are tried, from the first of 4.x to the newest. */
const LOADERS = {
  '4.0': () => import('socket.io-client-4.0'),
  '4.5': () => import('socket.io-client-4.5'),
  '4.6': () => import('socket.io-client-4.6'),
  '4.7': () => import('socket.io-client-4.7'),
  '4.8': () => import('socket.io-client'),
};
export type Version = keyof typeof LOADERS;
export const VERSIONS = Object.keys(LOADERS) as readonly Version[];
/** Those that know how to come back to where they were. */
export const RESUMING: readonly Version[] = ['4.6', '4.7', '4.8'];

export const TRANSPORTS = {
  websocket: ['websocket'],
  polling: ['polling'],
  upgrade: ['polling', 'websocket'],
} as const;
export type Transport = keyof typeof TRANSPORTS;

/** How long a request of a test waits for its answer. */
const ANSWER_MS = 8_000;

export interface StockOptions {
  readonly version: Version;
  readonly url: string;
  readonly auth: object;
  readonly transport?: Transport;
}

/** An unmodified client of one version, with everything that it was told. */
export interface StockClient extends Disposable {
  readonly socket: Socket;
  readonly notices: readonly { readonly name: string; readonly args: readonly unknown[] }[];
  /** For each connection, whether the client called itself recovered. */
  readonly recoveries: readonly boolean[];
  /** The texts of all messages in the order in which they came, nothing left out. */
  contents(): readonly string[];
  named(name: string): readonly (readonly unknown[])[];
  request(name: string, payload: unknown): Promise<{ readonly ok: boolean }>;
  emit(name: string, ...args: readonly unknown[]): void;
  /** Resolves when it is connected as often as this, and everything sent to it before is here. */
  connectedAgain(times: number): Promise<void>;
  settle(): Promise<void>;
}

/** Connects. Fails with the server's refusal. */
export async function connectStock(options: StockOptions): Promise<StockClient> {
  const client = await openStock(options);
  await new Promise<void>((resolve, reject) => {
    client.socket.once('connect', () => resolve());
    client.socket.once('connect_error', reject);
  });
  if (options.transport === 'upgrade') {
    const { engine } = client.socket.io;
    await waitUntil(() => engine.transport.name === 'websocket', 'the upgrade');
  }
  return client;
}

/** The same, without waiting for the connection. */
export async function openStock(options: StockOptions): Promise<StockClient> {
  const { version, url, auth, transport = 'websocket' } = options;
  // The older ones' types differ in what no test here uses.
  const { io } = (await LOADERS[version]()) as unknown as { io: typeof Io };
  const notices: { name: string; args: unknown[] }[] = [];
  const recoveries: boolean[] = [];
  const socket = io(url, {
    auth: { ...auth },
    forceNew: true,
    transports: [...TRANSPORTS[transport]],
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  });
  socket.onAny((name: string, ...args: unknown[]) => void notices.push({ name, args }));
  socket.on('connect', () => void recoveries.push(socket.recovered));

  const request = (name: string, payload: unknown): Promise<{ readonly ok: boolean }> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name} got no answer`)), ANSWER_MS);
      socket.emit(name, payload, (answer: { readonly ok: boolean }) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
  const settle = async (): Promise<void> => {
    // Requests and notices of one connection keep their order.
    await request('stop-typing', { eventId: 'settle' });
  };
  const named = (name: string): readonly (readonly unknown[])[] =>
    notices.filter((notice) => notice.name === name).map(({ args }) => args);

  return {
    socket,
    notices,
    recoveries,
    named,
    contents: () =>
      named('new-message').map(([message]) => (message as { content: string }).content),
    request,
    emit: (name, ...args) => void socket.emit(name, ...args),
    async connectedAgain(times) {
      await waitUntil(() => recoveries.length >= times, `connection ${times}`);
      await settle();
    },
    settle,
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}
