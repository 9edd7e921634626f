import type { z } from 'zod';

import type { Turn } from '../domain/ports.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, type Result } from '../protocol/result.ts';
import { requests, type Answer, type RequestName } from '../protocol/wire.ts';
import { parseGiven } from '../protocol/parse.ts';
import type { ChatSocket } from './chat-socket.ts';
import { toRefusal } from '../lib/server/failures.ts';
import type { Handlers } from './handlers.ts';
import type { Limits } from '../lib/server/limits.ts';
import type { Log } from '../lib/server/log.ts';
import { PacketMeter } from './packet-meter.ts';
import { tellSocket } from './tell.ts';
import { RequestQueue, type Work } from './request-queue.ts';

export interface RegisterDeps {
  readonly handlers: Handlers;
  readonly limits: Limits;
  readonly log: Log;
  readonly work: Work;
  readonly isStopping: () => boolean;
  readonly now: () => number;
}

interface Connection {
  /** The same for all connections. */
  readonly deps: RegisterDeps;
  readonly socket: ChatSocket;
  readonly queue: RequestQueue;
  readonly meter: PacketMeter;
}

interface Request {
  /** Anything at all: it comes from outside. */
  readonly name: unknown;
  readonly payload: unknown;
  readonly ack: ((answer: unknown) => void) | null;
}

const OVERLOADED_RETRY_MS = 1_000;

/**
 * Takes everything that one socket sends: measures, queues, parses, carries out,
 * catches, logs and answers it. No input and no handler gets past this: each
 * request ends in exactly one answer where an acknowledgement was asked for, and
 * else in the notice `error` where it was refused.
 *
 * @param first Done before the first of its requests.
 */
export function registerHandlers(
  socket: ChatSocket,
  deps: RegisterDeps,
  first?: () => Promise<void>,
): void {
  const queue = new RequestQueue(deps.work, socket.conn);
  const meter = new PacketMeter(deps);
  const connection: Connection = { deps, socket, queue, meter };
  if (first !== undefined) goOn(connection, first);
  const onPacket = ({ type }: { readonly type: string }): void => {
    if (type === 'message') meter.count();
  };
  socket.conn.on('packet', onPacket);
  socket.once('disconnect', () => socket.conn.off('packet', onPacket));
  // `next` is never called: no listener exists that a packet could reach, whatever its name.
  socket.use((packet) => receive(connection, toRequest(packet)));
}

function goOn(connection: Connection, first: () => Promise<void>): void {
  const giveUp = (error: unknown): void => dropUnresumed(connection, error);
  connection.queue.add(() => first().catch(giveUp), 1);
}

/** Its client comes back and tries again. */
function dropUnresumed({ socket, deps }: Connection, error: unknown): void {
  deps.log.warn({ error, socketId: socket.id }, 'A connection could not be resumed');
  socket.conn.close();
}

/** Socket.IO puts a function at the end where the client asked for an acknowledgement, and nowhere else. */
function toRequest([name, ...given]: readonly unknown[]): Request {
  const last = given.at(-1);
  const isAcked = typeof last === 'function';
  return {
    name,
    payload: isAcked && given.length === 1 ? undefined : given[0],
    ack: isAcked ? (last as (answer: unknown) => void) : null,
  };
}

function receive(connection: Connection, request: Request): void {
  const refused = refuseAtDoor(connection);
  const maxWaiting = connection.deps.limits.waitingRequestsPerSocket;
  if (refused !== null) {
    answer(connection, request, fail(refused));
  } else if (!connection.queue.add(() => carryOut(connection, request), maxWaiting)) {
    const message = 'Too many requests wait for their turn on this connection. Try again in 1 s.';
    answer(connection, request, fail(refusal('overloaded', message, OVERLOADED_RETRY_MS)));
  }
}

function refuseAtDoor(connection: Connection): ProtocolError | null {
  const { meter, deps } = connection;
  if (deps.isStopping()) {
    const message = 'The server is restarting. Try again in a moment.';
    return refusal('unavailable', message, OVERLOADED_RETRY_MS);
  }
  const verdict = meter.verdict();
  if (verdict === 'fine') return null;
  if (verdict === 'hopeless') cutOff(connection);
  return refusal('rate-limited', 'Too many requests at once. Slow down.', meter.retryAfterMs());
}

/** Once: packets that were on their way go on coming until the connection is gone. */
function cutOff({ socket, deps }: Connection): void {
  if (socket.conn.readyState !== 'open') return;
  deps.log.warn(
    { userId: socket.data.user.id, socketId: socket.id },
    'A flooding socket was closed',
  );
  socket.conn.close();
}

async function carryOut(connection: Connection, request: Request): Promise<void> {
  const { socket, deps } = connection;
  const { name, payload } = request;
  if (!isRequestName(name)) return answer(connection, request, fail(noSuchRequest));
  const parsed = parseGiven(requests[name].payload, payload);
  if (!parsed.success) return answer(connection, request, fail(toInvalid(name, parsed.error)));
  const done = handle(connection, { ...request, name, payload: parsed.data });
  if (GIVES_WAY.has(name)) deps.work.track(done, socket.conn);
  else await done;
}

/** What those behind it on the connection do not wait for: a vote waits for others, and nothing that one says depends on it. */
const GIVES_WAY: ReadonlySet<RequestName> = new Set(['vote', 'vote-question']);

async function handle(
  connection: Connection,
  request: Request & { readonly name: RequestName },
): Promise<void> {
  const { socket, deps, queue } = connection;
  const { handlers, limits, log } = deps;
  const { name, payload } = request;
  try {
    const answered = (handlers[name] as Handle)(socket, payload, queue);
    answer(connection, request, await inTime(answered, limits.requestMs));
  } catch (error) {
    const userId = socket.data.user.id;
    log.error({ error, request: name, userId, socketId: socket.id }, `A request failed: ${name}`);
    answer(connection, request, fail(toRefusal(error)));
  }
}

type Handle = (socket: ChatSocket, payload: unknown, turn: Turn) => Promise<Answer<RequestName>>;

const isRequestName = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(requests, name);

const noSuchRequest = refusal(
  'invalid',
  `There is no such request. There are: ${Object.keys(requests).join(', ')}.`,
);

/** The first thing that is wrong, in words, and never the value itself. */
function toInvalid(name: RequestName, error: z.ZodError): ProtocolError {
  const issue = error.issues[0];
  const fields = Object.keys(requests[name].payload.shape).join(', ');
  const isShape = issue?.path.length === 0 || issue === undefined;
  return refusal(
    'invalid',
    isShape ? `${name} takes one object, with nothing but: ${fields}.` : issue.message,
  );
}

const late = refusal(
  'unavailable',
  'This took too long; it may still happen. It is safe to try again.',
  OVERLOADED_RETRY_MS,
);

/** By hand, since a race and its clearing up make six promises for each request. */
function inTime<Value>(
  work: Promise<Value>,
  ms: number,
): Promise<Value | Result<never, ProtocolError>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(fail(late)), ms);
    const settle = (): void => clearTimeout(timer);
    work.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

function answer(
  { socket, deps }: Connection,
  { name, ack }: Request,
  result: Result<unknown, ProtocolError>,
): void {
  try {
    if (ack !== null) return ack(result);
    if (!result.ok && !isSilent(name, result.error)) {
      tellSocket(socket, 'error', toErrorNotice(name, result.error));
    }
  } catch (error) {
    deps.log.error({ error, socketId: socket.id }, 'An answer could not be sent');
  }
}

/** Typing is a courtesy: a client that never asked how it went need not hear that it was too much. */
const isSilent = (name: unknown, { code }: ProtocolError): boolean =>
  name === 'typing' && code === 'rate-limited';

const toErrorNotice = (name: unknown, { message, code, retryAfterMs }: ProtocolError) => ({
  message,
  code,
  ...(isRequestName(name) && { request: name }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
