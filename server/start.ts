import type { Server as HttpServer } from 'node:http';

import type { Kysely } from 'kysely';

import { openDatabase, type DatabaseHandle } from '../db/client.ts';
import { createGroupCommit } from '../db/group-commit.ts';
import { groupMentionIn, mentionedBy } from '../domain/mentions.ts';
import { mayBePushed } from '../domain/push.ts';
import { listReactors, type ReactorsRequest } from '../db/reactors.ts';
import { listQuestions } from '../db/question-list.ts';
import { listVoters, type VotersRequest } from '../db/voters.ts';
import type { Jobs } from '../db/jobs.ts';
import { closeLater } from '../db/polls-due.ts';
import type { PollDue } from '../domain/poll.ts';
import { createPresentReader } from '../db/present-people.ts';
import { createRoomAccessReader } from '../db/rooms.ts';
import { writeSightings } from '../db/announcement-seen.ts';
import type { Database } from '../db/schema.ts';
import { createSessionReader } from '../db/sessions.ts';
import { ok } from '../protocol/result.ts';
import { joinNodes, type OtherNodes } from './bus/join-nodes.ts';
import type { Presence } from './bus/presence.ts';
import type { ChatServer } from './chat-socket.ts';
import type { SocketServerConfig } from './config-type.ts';
import { Connections } from './connections.ts';
import { guardDoor } from './door.ts';
import { createEngine } from './engine.ts';
import type { GroupMentions } from './group-mentions.ts';
import { followOwn, type Own } from './follow-own.ts';
import { createHttpServer } from './http.ts';
import { startJobs } from './jobs.ts';
import { letIn } from './let-in.ts';
import { watchLoad } from './load.ts';
import type { Log } from '../lib/server/log.ts';
import type { OwnReading } from './own-reading.ts';
import { watchPauses } from './pause-watch.ts';
import type { Pushing } from './push/pushing.ts';
import { startPush } from './push/start.ts';
import { createReadiness } from './readiness.ts';
import { createWork } from './request-queue.ts';
import { createSealer } from './resume/seal.ts';
import { Rooms } from './rooms/rooms.ts';
import { Sightings } from './sightings.ts';
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
  const { limits } = config;
  const io = createEngine(http, config);
  const connections = new Connections(io);
  const load = watchLoad({ http, limits, log, now });
  guardDoor(io, () => (isDraining() ? 'This node is about to stop.' : load.whyClosed()));
  const sealer = createSealer(config.authSecret);
  const others = joinNodes({ config, log, now });
  const { presence, typists, cheers } = others;
  const reads = createReads(db, presence);
  const known = { readPeople: reads.presence.readPeople, seal: sealer.sealPlaces };
  const rooms = new Rooms({ db, log, limits, now, presence, typists, cheers, ...known });
  const cache = createSessionCache(createSessionReader(db), now);
  const sessions = new SessionWatch({
    db,
    log,
    end: (id) => revokeSession({ io, connections, log }, id),
    onChange: cache.forget,
  });
  const pushing = startPush({ config, db, log, io, connections, presence });
  const own = { ...followOwn({ db, io, connections, rooms, log }, others), pushing };
  const pauses = followOthers({ others, rooms, sessions, cache, checkTimeline, log, own });
  const eventLog = openLog(database, { rooms, others, log, ...own });

  const sightings = new Sightings({ write: (seen) => writeSightings(db, seen), log });
  const jobs = startJobs({ config, database, eventLog, log, pushing });
  const work = createWork();
  let isOver = false;
  const deps = { io, config, connections, log, rooms, sessions, eventLog, sealer, load, work };
  const found = { ...reads, ...own, ...createAsked(db, jobs.queues, own), sightings };
  letIn({ ...deps, ...found, readSession: cache.read, isOver: () => isOver, now });

  const finish = async (): Promise<void> => {
    isOver = true;
    await Promise.all([work.settle(), jobs.stop(), pushing.stop()]);
    await eventLog.settle();
    await sightings.settle();
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

/** What requests about polls and questions need. */
const createAsked = (db: Kysely<Database>, jobs: Jobs, { votes, questionVotes }: Own) => ({
  polls: {
    readVoters: (request: VotersRequest) => listVoters(db, request),
    closeLater: (due: PollDue) => closeLater({ db, jobs }, due),
    tell: votes.tell,
  },
  questions: {
    list: (asked: Parameters<typeof listQuestions>[1]) => listQuestions(db, asked),
    tell: questionVotes.tell,
  },
});

/** What handlers and rooms read. */
const createReads = (db: Kysely<Database>, presence: Presence) => ({
  readAccess: createRoomAccessReader(db),
  readReactors: (request: ReactorsRequest) => listReactors(db, request),
  presence: {
    present: async (eventId: string) => ok(await presence.present(eventId)),
    readPeople: createPresentReader(db),
  },
});

interface Following {
  readonly others: OtherNodes;
  readonly rooms: Rooms;
  readonly sessions: SessionWatch;
  readonly cache: SessionCache;
  readonly own: Own & { readonly pushing: Pushing };
  readonly checkTimeline: () => Promise<void>;
  readonly log: Log;
}

/** Keeps up with what happens elsewhere, also after this process was stopped for a while. */
function followOthers(parts: Following): Disposable {
  const { others, rooms, sessions, cache, own, checkTimeline, log } = parts;
  const followed: Pick<Rooms, 'wake' | 'poll'> = {
    wake: (eventId, head) => rooms.wake(eventId, head),
    poll: async () => {
      await checkTimeline();
      await own.visibility.poll();
      return rooms.poll();
    },
  };
  const heads = others.follow({ rooms: followed, sessions, ...own });
  return watchPauses(now, (pausedMs) => {
    log.warn({ pausedMs }, 'This node was stopped for a while; it looks at everything anew');
    cache.clear();
    sessions.checkNow();
    void heads.now();
  });
}

interface LogParts {
  readonly rooms: Rooms;
  readonly others: OtherNodes;
  readonly reading: OwnReading;
  readonly groups: GroupMentions;
  readonly pushing: Pushing;
  readonly log: Log;
}

/** This node's way into the log: what it commits goes to its own rooms at once, and wakes the other nodes. */
const openLog = (database: DatabaseHandle, { rooms, others, log, ...own }: LogParts) =>
  createGroupCommit({
    database,
    onCommitted(entries, epochs) {
      rooms.accept(entries, epochs);
      for (const entry of entries) {
        const { eventId, seq } = entry;
        others.tellHead(eventId, seq);
        for (const userId of mentionedBy(entry)) own.reading.mentioned({ eventId, userId });
        const called = groupMentionIn(entry);
        if (called !== null) own.groups.mentioned(called);
        if (mayBePushed(entry)) own.pushing.wake();
      }
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
