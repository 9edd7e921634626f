import type { Server as HttpServer } from 'node:http';

import { openDatabase, type DatabaseHandle } from '../db/client.ts';
import { createGroupCommit } from '../db/group-commit.ts';
import { listReactors, type ReactorsRequest } from '../db/reactors.ts';
import { createRoomAccessReader } from '../db/rooms.ts';
import { createSessionReader } from '../db/sessions.ts';
import { joinNodes, type OtherNodes } from './bus/join-nodes.ts';
import type { ChatServer } from './chat-socket.ts';
import type { SocketServerConfig } from './config-type.ts';
import { Connections } from './connections.ts';
import { guardDoor } from './door.ts';
import { createEngine } from './engine.ts';
import { createHttpServer } from './http.ts';
import { letIn } from './let-in.ts';
import { watchLoad } from './load.ts';
import type { Log } from '../lib/server/log.ts';
import { createOwnReading, type OwnReading } from './own-reading.ts';
import { watchPauses } from './pause-watch.ts';
import { createReadiness } from './readiness.ts';
import { createWork } from './request-queue.ts';
import { createSealer } from './resume/seal.ts';
import { Rooms } from './rooms/rooms.ts';
import { createSessionCache, type SessionCache } from './session-cache.ts';
import { SessionWatch } from './sessions.ts';
import { backlogBytes } from './lanes/clog.ts';
import { revokeSession } from './revoke.ts';
import { stopServing } from './stop.ts';
import { createTimelineCheck } from './timeline.ts';

interface ServerStats {
  readonly sockets: number;
  readonly rooms: number;
  readonly typists: number;
  readonly sessions: number;
  /** Connections whose requests are being carried out. */
  readonly busy: number;
  /** Sockets that are sent what they missed at their own speed. */
  readonly lagging: number;
  /** What waits for the connection that has most waiting. */
  readonly largestBacklogBytes: number;
  /** How far each open room's log was handed on. */
  readonly delivered: ReadonlyMap<string, number>;
}

export interface SocketServer extends AsyncDisposable {
  readonly port: number;
  readonly stats: () => ServerStats;
}

/** Connections to the database: the writer takes one, the rest read. */
const POOL_MAX = 10;

/**
 * Starts one node. Everything that it opens it owns: disposing it lets
 * nobody in any more, takes leave of its connections, finishes what is under
 * way, closes and resolves, within `limits.stopMs`.
 *
 * @throws where the port can't be listened on.
 */
export async function startSocketServer(
  config: SocketServerConfig,
  { log }: { readonly log: Log },
): Promise<SocketServer> {
  const database = openDatabase({
    url: config.databaseUrl,
    max: POOL_MAX,
    name: 'hallway socket server',
    onIdleError: (error) => log.warn({ error }, 'A connection to the database was lost'),
  });
  let isDraining = false;
  const checkTimeline = createTimelineCheck(database.db, log);
  const readiness = createReadiness(database.db, () => isDraining);
  const http = createHttpServer(readiness);
  try {
    await checkTimeline();
    await listenOn(http, config);
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
  const node = assemble({
    config,
    log,
    database,
    http,
    checkTimeline,
    isDraining: () => isDraining,
  });
  const stop = async (): Promise<void> => {
    isDraining = true;
    await node.stop();
  };
  let stopped: Promise<void> | null = null;
  return {
    port: portOf(http),
    stats: node.stats,
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}

interface Parts {
  readonly config: SocketServerConfig;
  readonly log: Log;
  readonly database: DatabaseHandle;
  readonly http: HttpServer;
  readonly checkTimeline: () => Promise<void>;
  /** Whether nobody new is let in. */
  readonly isDraining: () => boolean;
}

function assemble({ config, log, database, http, checkTimeline, isDraining }: Parts) {
  const { db } = database;
  const { limits, authSecret } = config;

  const io = createEngine(http, config);
  const connections = new Connections(io);
  const load = watchLoad({ http, limits, log, now });
  guardDoor(io, () => (isDraining() ? 'This node is about to stop.' : load.whyClosed()));
  const sealer = createSealer(authSecret);
  const others = joinNodes({ config, log, now });
  const { presence, typists, cheers } = others;
  const seal = sealer.sealPlaces;
  const rooms = new Rooms({ db, log, limits, seal, now, presence, typists, cheers });
  const cache = createSessionCache(createSessionReader(db), now);
  const sessions = new SessionWatch({
    db,
    log,
    end: (id) => revokeSession({ io, connections, log }, id),
    onChange: cache.forget,
  });
  const reading = createOwnReading({ db, io, connections, log, tellOthers: others.tellReading });
  const pauses = followOthers({ others, rooms, sessions, cache, reading, checkTimeline, log });
  const eventLog = openLog(database, { rooms, others, log });

  const work = createWork();
  let isOver = false;
  const deps = { io, config, connections, log, rooms, sessions, eventLog, sealer, load, work };
  const readAccess = createRoomAccessReader(db);
  const readReactors = (request: ReactorsRequest) => listReactors(db, request);
  const reads = { readAccess, readReactors, reading, readSession: cache.read };
  letIn({ ...deps, ...reads, isOver: () => isOver, now });

  const finish = async (): Promise<void> => {
    isOver = true;
    await work.settle();
    await eventLog.settle();
    await others.settle();
  };
  const release = async (): Promise<void> => {
    load[Symbol.dispose]();
    pauses[Symbol.dispose]();
    rooms.dispose();
    await Promise.all([others[Symbol.asyncDispose](), sessions.dispose()]);
    await database[Symbol.asyncDispose]();
  };
  return {
    stats: (): ServerStats => statsOf({ io, rooms, sessions, busy: work.size() }),
    stop: () => stopServing({ io, http, work, limitMs: limits.stopMs, log }, { finish, release }),
  };
}

interface Following {
  readonly others: OtherNodes;
  readonly rooms: Rooms;
  readonly sessions: SessionWatch;
  readonly cache: SessionCache;
  readonly reading: OwnReading;
  readonly checkTimeline: () => Promise<void>;
  readonly log: Log;
}

/** Keeps up with what happens elsewhere, also after this process was stopped for a while. */
function followOthers(parts: Following): Disposable {
  const { others, rooms, sessions, cache, reading, checkTimeline, log } = parts;
  const followed: Pick<Rooms, 'wake' | 'poll'> = {
    wake: (eventId, head) => rooms.wake(eventId, head),
    poll: async () => {
      await checkTimeline();
      return rooms.poll();
    },
  };
  const heads = others.follow({ rooms: followed, sessions, reading });
  return watchPauses(now, (pausedMs) => {
    log.warn({ pausedMs }, 'This node was stopped for a while; it looks at everything anew');
    cache.clear();
    sessions.checkNow();
    void heads.now();
  });
}

/** This node's way into the log: what it commits goes to its own rooms at once, and wakes the other nodes. */
const openLog = (
  database: DatabaseHandle,
  { rooms, others, log }: { readonly rooms: Rooms; readonly others: OtherNodes; readonly log: Log },
) =>
  createGroupCommit({
    database,
    onCommitted(entries, epochs) {
      rooms.accept(entries, epochs);
      for (const { eventId, seq } of entries) others.tellHead(eventId, seq);
    },
    onError: (error) => log.error({ error }, 'The database refused a write'),
    onRenewed: (renewed) =>
      log.warn(renewed, 'Logs have lost their tail; their readers start anew'),
  });

/** Milliseconds of a clock that only goes forward. */
const now = (): number => performance.now();

const statsOf = (node: {
  readonly io: ChatServer;
  readonly rooms: Rooms;
  readonly sessions: SessionWatch;
  readonly busy: number;
}): ServerStats => ({
  sockets: node.io.of('/').sockets.size,
  rooms: node.rooms.size,
  typists: node.rooms.open.reduce((sum, { room }) => sum + room.typing.list().length, 0),
  sessions: node.sessions.size,
  busy: node.busy,
  lagging: node.rooms.open.reduce((sum, { room }) => sum + room.lanes.laggards, 0),
  largestBacklogBytes: Math.max(0, ...[...node.io.of('/').sockets.values()].map(backlogBytes)),
  delivered: new Map(node.rooms.open.map(({ room, feed }) => [room.eventId, feed.delivered()])),
});

const portOf = (http: HttpServer): number => {
  const address = http.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const listenOn = (http: HttpServer, { host, socketPort }: SocketServerConfig): Promise<void> =>
  new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port: socketPort, ...(host !== undefined && { host }) }, () => {
      http.off('error', reject);
      resolve();
    });
  });
