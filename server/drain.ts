import { setTimeout as sleep } from 'node:timers/promises';

import type { Log } from '../lib/server/log.ts';
import type { ChatServer, ChatSocket } from './chat-socket.ts';
import { within } from './patience.ts';
import type { Work } from './request-queue.ts';
import { tellSocket } from './tell.ts';

/** Connections are closed over this time each, so that the nodes that are left are not run down; all in 10 s. */
const SPREAD_PER_CONNECTION_MS = 5;
const SPREAD_MAX_MS = 10_000;
/** As a part of the limit, where that is short. */
const SPREAD_SHARE = 0.4;

/** How long after its time a client of ours may still be here before it is closed. */
const GRACE_MS = 1_000;

/** How long clients get to answer the goodbye, before their connections are cut. */
const GOODBYE_MS = 1_500;
const CHECK_MS = 20;

/** Its map of connections is public in fact, and protected in its types only. */
interface Engine {
  readonly clients: Readonly<Record<string, Connection>>;
}

interface Connection {
  readonly id: string;
  /** Unlike `disconnect`, makes the client reconnect. */
  close(): void;
}

interface Farewell {
  readonly connection: Connection;
  readonly atMs: number;
}

export interface Draining {
  readonly io: ChatServer;
  readonly work: Work;
  readonly limitMs: number;
  readonly log: Log;
}

/**
 * Takes leave of every connection at a time of its own: clients of ours are told
 * it, and go by themselves; the others are closed then. A connection is closed
 * when its requests are answered, or when nobody wants to wait for that longer.
 *
 * @param patienceMs How long after the last one's time requests may take.
 * @returns whether everybody went in time.
 */
export async function drainConnections(
  { io, work, limitMs, log }: Draining,
  patienceMs: number,
): Promise<boolean> {
  const { clients } = io.engine as unknown as Engine;
  const count = Object.keys(clients).length;
  const spreadMs = Math.min(
    count * SPREAD_PER_CONNECTION_MS,
    SPREAD_MAX_MS,
    limitMs * SPREAD_SHARE,
  );
  log.info({ connections: count }, `Draining: ${count} connections in ${Math.ceil(spreadMs)} ms`);
  const started = performance.now();
  const waiting = takeLeave(io, spreadMs);
  const closing = new Set<Promise<void>>();
  while (waiting.length > 0) {
    const time = performance.now() - started;
    for (
      let next = waiting.at(-1);
      next !== undefined && next.atMs <= time;
      next = waiting.at(-1)
    ) {
      waiting.pop();
      closing.add(closeWhenIdle(next.connection, work));
    }
    if (Object.keys(clients).length === 0) break;
    await sleep(CHECK_MS);
  }
  const isAnswered = await within(patienceMs, Promise.all(closing));
  for (const connection of Object.values(clients)) connection.close();
  await nobodyIsLeft(clients);
  return isAnswered;
}

/** Gives each connection its time, the last one first. */
function takeLeave(io: ChatServer, spreadMs: number): Farewell[] {
  const { clients } = io.engine as unknown as Engine;
  const ours = new Map<unknown, ChatSocket>();
  for (const socket of io.of('/').sockets.values()) {
    if (socket.data.kind === 'v1') ours.set(socket.conn, socket);
  }
  return Object.values(clients)
    .map((connection): Farewell => {
      const retryInMs = Math.floor(Math.random() * spreadMs);
      const socket = ours.get(connection);
      if (socket !== undefined) tellSocket(socket, 'server-draining', { retryInMs });
      return { connection, atMs: retryInMs + (socket === undefined ? 0 : GRACE_MS) };
    })
    .toSorted((a, b) => b.atMs - a.atMs);
}

async function closeWhenIdle(connection: Connection, work: Work): Promise<void> {
  await work.idle(connection);
  connection.close();
}

async function nobodyIsLeft(clients: Engine['clients']): Promise<void> {
  const deadline = performance.now() + GOODBYE_MS;
  while (Object.keys(clients).length > 0 && performance.now() < deadline) await sleep(CHECK_MS);
}
