import { readFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Limits } from '../lib/server/limits.ts';
import type { Log } from '../lib/server/log.ts';
import type { WhyClosed } from './door.ts';
import { createPace } from './pace.ts';

const LOOK_EVERY_MS = 100;
const RESOLUTION_MS = 10;
/** How long after somebody came the event loop is watched closely, which wakes the process a hundred times a second. */
const CLOSELY_FOR_MS = 2_000;
const NS_PER_MS = 1_000_000;
const BYTES_PER_MB = 1_048_576;

/** Handshakes whose tokens are being checked; more only wait for the database. */
const UNDER_WAY_MAX = 500;

/** The rest is for the database, Redis, files, and for telling clients why. */
const OPEN_FILES_SHARE = 0.95;
const OPEN_FILES_OF_OUR_OWN = 64;
/** Connections that are refused with an answer, before further ones are just closed. */
const ANSWERED_SHARE = 0.98;

export interface LoadOptions {
  readonly http: HttpServer;
  readonly limits: Pick<Limits, 'memoryMb'>;
  readonly log: Log;
  readonly now: () => number;
}

export interface Load extends Disposable {
  /** Asked for each connection that wants to come in; `null` lets it in. */
  readonly whyClosed: WhyClosed;
  /** Counts a handshake from its token's coming to its answer. */
  readonly during: <Value>(handshake: Promise<Value>) => Promise<Value>;
}

/**
 * Watches what this node has to do and what it holds, and lets in only what it
 * can carry: by the delay of its event loop, its memory and its open files.
 */
export function watchLoad({ http, limits, log, now }: LoadOptions): Load {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const pace = createPace(now);
  let askedAt = -Infinity;
  let lookedAt = now();
  const connectionsMax = limitConnections(http);
  let underWay = 0;
  let connections = 0;
  let isWatched = false;
  http.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => (connections -= 1));
  });
  // Too many open files, for one: the connection is lost, and nothing else.
  http.on('error', (error) => log.error({ error }, 'A connection could not be accepted'));

  const look = (): void => {
    // Late itself: by less than the event loop was, at worst by the time between two looks.
    const lateMs = now() - lookedAt - LOOK_EVERY_MS;
    lookedAt = now();
    pace.adapt(isWatched ? Math.max(lateMs, delay.max / NS_PER_MS - RESOLUTION_MS) : lateMs);
    if (!isWatched) return;
    delay.reset();
    isWatched = now() - askedAt < CLOSELY_FOR_MS;
    if (!isWatched) delay.disable();
  };
  const memory = watchMemory(now);
  const timer = setInterval(look, LOOK_EVERY_MS);
  const why = (): string | null => {
    askedAt = now();
    isWatched = true;
    delay.enable();
    if (memory() > limits.memoryMb) return 'This node has no memory for more connections.';
    if (connections >= connectionsMax) return 'This node has no room for more connections.';
    if (underWay >= UNDER_WAY_MAX || !pace.take()) return 'Too many come in at once just now.';
    return null;
  };
  return {
    whyClosed: why,
    async during(handshake) {
      underWay += 1;
      try {
        return await handshake;
      } finally {
        underWay -= 1;
      }
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** What this process holds, in MiB: read from a file, so no more often than each {@link LOOK_EVERY_MS}. */
function watchMemory(now: () => number): () => number {
  let readAt = -Infinity;
  let mb = 0;
  return () => {
    if (now() - readAt < LOOK_EVERY_MS) return mb;
    readAt = now();
    mb = process.memoryUsage.rss() / BYTES_PER_MB;
    return mb;
  };
}

/** How many connections the limit of open files leaves room for; those far beyond it are closed at once. */
function limitConnections(http: HttpServer): number {
  const files = openFilesMax();
  if (files === null) return Infinity;
  const room = (share: number): number =>
    Math.max(1, Math.floor(files * share) - OPEN_FILES_OF_OUR_OWN);
  http.maxConnections = room(ANSWERED_SHARE);
  return room(OPEN_FILES_SHARE);
}

/** Where the system says it (Linux), and where there is one. */
function openFilesMax(): number | null {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}
