import type { RoomAccessReader } from '../db/rooms.ts';
import type { SessionReader, StoredSession } from '../db/sessions.ts';
import type { EventLog } from '../domain/ports.ts';
import type { Log } from '../lib/server/log.ts';
import { newId } from '../lib/server/new-id.ts';
import { createBudgets } from './budgets.ts';
import type { ChatServer, ChatSocket } from './chat-socket.ts';
import type { SocketServerConfig } from './config-type.ts';
import type { Connections } from './connections.ts';
import { createHandlers, type HandlerDeps } from './handlers.ts';
import { guardHandshakes, type Admitted, type HandshakeDeps } from './handshake.ts';
import { keepInStep } from './lanes/keep-in-step.ts';
import type { Load } from './load.ts';
import { registerHandlers } from './register-handlers.ts';
import { releaseHandshake } from './release-requests.ts';
import type { Work } from './request-queue.ts';
import { resumeRooms } from './resume/resume.ts';
import type { Sealer } from './resume/seal.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { SessionWatch } from './sessions.ts';

export interface LettingIn {
  readonly io: ChatServer;
  readonly config: SocketServerConfig;
  readonly connections: Connections;
  readonly log: Log;
  readonly rooms: Rooms;
  readonly sessions: SessionWatch;
  readonly eventLog: EventLog;
  readonly sealer: Sealer;
  readonly load: Load;
  readonly work: Work;
  readonly readAccess: RoomAccessReader;
  readonly readReactors: HandlerDeps['readReactors'];
  readonly reading: HandlerDeps['reading'];
  readonly sightings: HandlerDeps['sightings'];
  readonly polls: HandlerDeps['polls'];
  readonly questions: HandlerDeps['questions'];
  readonly presence: HandlerDeps['presence'];
  readonly visibility: HandlerDeps['visibility'];
  readonly readSession: SessionReader;
  readonly isOver: () => boolean;
  readonly now: () => number;
}

/** On the socket itself: a weak map is gone through at each collection of garbage, which a crowd makes many of. */
const ADMITTED = Symbol('admitted');
type Admittable = ChatSocket & { [ADMITTED]?: Admitted | undefined };

/** From a handshake to a socket whose requests are carried out. */
export function letIn(parts: LettingIn): void {
  const { io, config, log, rooms, sessions, readAccess, work, isOver: isStopping, now } = parts;
  const { limits, authSecret } = config;
  const { sealer, eventLog, load, readSession, readReactors, reading, sightings, connections } =
    parts;
  const budgets = createBudgets(limits);
  const { presence, visibility, polls, questions } = parts;
  const own = { reading, presence, visibility, polls, questions };
  const reads = { readAccess, readReactors, sightings, ...own };
  const handlers = createHandlers({ ...reads, eventLog, rooms, budgets, newId, log });
  const onSignedIn: HandshakeDeps['onSignedIn'] = (socket: Admittable, admitted) =>
    void (socket[ADMITTED] = admitted);
  const resume = { sealer, readAccess };
  const checks = { readSession, authSecret, limits, log, load, connections };
  guardHandshakes({ ...checks, io, onSignedIn, resume });
  const deps = { handlers, limits, log, work, isStopping, now };
  io.on('connection', (socket: Admittable) => {
    const { session, places = [] } = socket[ADMITTED] ?? {};
    socket[ADMITTED] = undefined;
    releaseHandshake(socket);
    keepInStep(socket);
    greet(socket, { log, sessions, rooms, session });
    const resumes = places.length > 0 && (() => resumeRooms({ readAccess, rooms }, socket, places));
    registerHandlers(socket, deps, resumes || undefined);
  });
}

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
