import type { Server as HttpServer } from 'node:http';

import { v7 as newId } from 'uuid';

import { openDatabase, type DatabaseHandle } from '../db/client.ts';
import { createGroupCommit } from '../db/group-commit.ts';
import { createRoomAccessReader } from '../db/rooms.ts';
import type { StoredSession } from '../db/sessions.ts';
import { createBudgets } from './budgets.ts';
import { joinNodes, type OtherNodes } from './bus/join-nodes.ts';
import type { ChatServer, ChatSocket } from './chat-socket.ts';
import type { SocketServerConfig } from './config-type.ts';
import { guardDoor } from './door.ts';
import { createEngine } from './engine.ts';
import { createHandlers } from './handlers.ts';
import { guardHandshakes, type Admitted, type HandshakeDeps } from './handshake.ts';
import { createHttpServer } from './http.ts';
import type { Log } from '../lib/server/log.ts';
import { createReadiness } from './readiness.ts';
import { registerHandlers } from './register-handlers.ts';
import { createWork } from './request-queue.ts';
import { createSealer } from './resume/seal.ts';
import { resumeRooms } from './resume/resume.ts';
import { Rooms } from './rooms/rooms.ts';
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
  guardDoor(io, () => (isDraining() ? 'This node is about to stop.' : null));
  let isOver = false;
  const sealer = createSealer(authSecret);
  const others = joinNodes({ config, log, now });
  const { presence, typists } = others;
  const seal = sealer.sealPlaces;
  const rooms = new Rooms({ io, db, log, limits, seal, now, presence, typists });
  const sessions = new SessionWatch({ db, log, end: (id) => revokeSession(io, log, id) });
  const followed: Pick<Rooms, 'wake' | 'poll'> = {
    wake: (eventId, head) => rooms.wake(eventId, head),
    poll: async () => {
      await checkTimeline();
      return rooms.poll();
    },
  };
  others.follow({ rooms: followed, sessions });
  const eventLog = openLog(database, { rooms, others, log });

  const readAccess = createRoomAccessReader(db);
  const work = createWork();
  const budgets = createBudgets(limits);
  const handlers = createHandlers({ readAccess, eventLog, rooms, budgets, newId, log });
  const held = new WeakMap<ChatSocket, Admitted>();
  const onSignedIn: HandshakeDeps['onSignedIn'] = (socket, admitted) => held.set(socket, admitted);
  const resume = { sealer, readAccess };
  guardHandshakes({ io, db, authSecret, limits, log, onSignedIn, resume });
  io.on('connection', (socket) => {
    const { session, places = [] } = held.get(socket) ?? {};
    greet(socket, { log, sessions, rooms, session });
    const resumes = places.length > 0 && (() => resumeRooms({ readAccess, rooms }, socket, places));
    const deps = { handlers, limits, log, work, isStopping: () => isOver, now };
    registerHandlers(socket, deps, resumes || undefined);
  });

  const finish = async (): Promise<void> => {
    isOver = true;
    await work.settle();
    await eventLog.settle();
    await others.settle();
  };
  const release = async (): Promise<void> => {
    rooms.dispose();
    await Promise.all([others[Symbol.asyncDispose](), sessions.dispose()]);
    await database[Symbol.asyncDispose]();
  };
  return {
    stats: (): ServerStats => statsOf({ io, rooms, sessions, busy: work.size() }),
    stop: () => stopServing({ io, http, work, limitMs: limits.stopMs, log }, { finish, release }),
  };
}

/** This node's way into the log: what it commits goes to its own rooms at once, and wakes the other nodes. */
const openLog = (
  database: DatabaseHandle,
  { rooms, others, log }: { readonly rooms: Rooms; readonly others: OtherNodes; readonly log: Log },
) =>
  createGroupCommit({
    database,
    onCommitted(entries) {
      rooms.accept(entries);
      for (const { eventId, seq } of entries) others.tellHead(eventId, seq);
    },
    onError: (error) => log.error({ error }, 'The database refused a write'),
    onRenewed: (renewed) =>
      log.warn(renewed, 'Logs have lost their tail; their readers start anew'),
  });

/** Milliseconds of a clock that only goes forward. */
const now = (): number => performance.now();

interface Greeting {
  readonly log: Log;
  readonly sessions: SessionWatch;
  readonly rooms: Rooms;
  readonly session: StoredSession | undefined;
}

function greet(socket: ChatSocket, { log, sessions, rooms, session }: Greeting): void {
  const { id: userId, name } = socket.data.user;
  const letGo = session === undefined ? () => {} : sessions.hold(session);
  log.info({ userId, socketId: socket.id }, `User authenticated: ${userId} (${name})`);
  socket.on('disconnect', () => {
    rooms.leaveAll(socket);
    letGo();
  });
}

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
