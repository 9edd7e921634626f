import type { SessionReader, StoredSession } from '../db/sessions.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { authenticate, type Authenticated } from './auth.ts';
import type { ChatServer, ChatSocket, JoinedPlace } from './chat-socket.ts';
import type { Connections } from './connections.ts';
import { namePid, placesToResume, type ResumeDeps } from './resume/resume.ts';
import type { Load } from './load.ts';
import type { Limits } from '../lib/server/limits.ts';
import type { Log } from '../lib/server/log.ts';

export interface HandshakeDeps {
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly readSession: SessionReader;
  readonly authSecret: string;
  readonly limits: Limits;
  readonly log: Log;
  /** Told of each socket that was let in, in the tick in which it is. */
  readonly onSignedIn: (socket: ChatSocket, admitted: Admitted) => unknown;
  readonly resume: ResumeDeps;
  readonly load: Pick<Load, 'during'>;
}

export interface Admitted {
  readonly session: StoredSession;
  /** Where it goes on in its rooms, if it is a connection that comes back. */
  readonly places: readonly JoinedPlace[];
}

/** How soon a client with too many connections may try again: one of them may have ended. */
const TOO_MANY_RETRY_MS = 5_000;

/**
 * Lets in who is signed in. Where the database can't say, the transport is
 * closed: a client comes back from that by itself, and never from a refusal.
 */
export function guardHandshakes(deps: HandshakeDeps): void {
  deps.io.use((socket, next) => {
    const decide = async (): Promise<void> => next(await deps.load.during(examine(deps, socket)));
    void decide();
  });
}

/** Never throws. `undefined`: come in. */
async function examine(deps: HandshakeDeps, socket: ChatSocket): Promise<Error | undefined> {
  const { readSession, authSecret, log } = deps;
  try {
    const result = await authenticate(readSession, authSecret, socket.handshake.auth);
    const places = result.ok ? await placesOf(deps, socket, result.value) : null;
    const refused = result.ok ? admit(deps, socket, { ...result.value, places }) : result.error;
    if (refused === null) return undefined;
    log.info({ code: refused.code }, `A connection was refused: ${refused.code}`);
    return toConnectError(refused);
  } catch (error) {
    log.error({ error }, 'A token could not be checked; the client will try again');
    socket.conn.close();
    // Nobody hears this: the transport is gone.
    return new Error('closed');
  }
}

/** Only after it is known whose connection it is. */
const placesOf = async (
  { resume }: HandshakeDeps,
  { handshake }: ChatSocket,
  { person, kind }: Authenticated,
): Promise<readonly JoinedPlace[] | null> =>
  kind === 'resume' ? placesToResume(resume, person.id, handshake.auth) : null;

/** In one tick, so that two handshakes can't both take the last place. */
function admit(
  { connections, limits, onSignedIn, resume }: HandshakeDeps,
  socket: ChatSocket,
  {
    person,
    session,
    kind,
    places,
  }: Authenticated & { readonly places: readonly JoinedPlace[] | null },
): ProtocolError | null {
  const { connectionsPerPerson } = limits;
  if (connections.countOf(person.id) >= connectionsPerPerson) return tooMany(connectionsPerPerson);
  socket.data = { user: person, sessionId: session.id, kind, joined: new Map() };
  if (kind === 'resume') namePid(socket, resume.sealer, places);
  connections.hold(socket.id, { userId: person.id, sessionId: session.id });
  onSignedIn(socket, { session, places: places ?? [] });
  return null;
}

const tooMany = (limit: number): ProtocolError =>
  refusal(
    'too-many-connections',
    `You have ${limit} connections open already. Close one (a tab, another device) and try again.`,
    TOO_MANY_RETRY_MS,
  );

const toConnectError = (error: ProtocolError): Error =>
  Object.assign(new Error(error.message), { data: error });
