import type { Server as HttpServer } from 'node:http';

import type { ChatServer } from './chat-socket.ts';
import type { Log } from '../lib/server/log.ts';

export interface Serving {
  readonly io: ChatServer;
  readonly http: HttpServer;
  /** All of it together takes no longer. */
  readonly limitMs: number;
  readonly log: Log;
}

export interface StopSteps {
  /** Resolves when everything that was taken on is done. */
  readonly finish: () => Promise<void>;
  /** Lets go of the database and the timers. */
  readonly release: () => Promise<void>;
}

/** How long clients get to answer the goodbye, before their connections are cut. */
const GOODBYE_MS = 1_500;
const CHECK_MS = 20;

/** Parts of the limit: the rest is for letting go. */
const FINISH_SHARE = 0.6;
const RELEASE_SHARE = 0.15;

/**
 * Stops serving: accepts nobody, finishes what was taken on, closes the sockets
 * so that their clients look for another node, lets go of everything.
 */
export async function stopServing({ io, http, limitMs, log }: Serving, steps: StopSteps) {
  http.close();
  const isDone = await within(limitMs * FINISH_SHARE, steps.finish());
  if (!isDone) log.warn('Not everything that was under way could be finished');
  await sayGoodbye(io);
  // Cuts whoever is left, and clears Socket.IO's own timers.
  const closed = io.close().catch(() => {});
  http.closeAllConnections();
  await within(limitMs * RELEASE_SHARE, closed);
  await within(limitMs * RELEASE_SHARE, steps.release());
}

/** Its map of connections is public in fact, and protected in its types only. */
interface Engine {
  readonly clients: Readonly<Record<string, { close(): void }>>;
}

/** Closing the transport, unlike `disconnect`, makes clients reconnect. */
async function sayGoodbye(io: ChatServer): Promise<void> {
  const { clients } = io.engine as unknown as Engine;
  for (const client of Object.values(clients)) client.close();
  const deadline = performance.now() + GOODBYE_MS;
  while (Object.keys(clients).length > 0 && performance.now() < deadline) await sleep(CHECK_MS);
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
