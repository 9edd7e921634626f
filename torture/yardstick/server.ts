import { createServer } from 'node:http';

import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { Server, type Socket } from 'socket.io';

/**
 * The yardstick: the seed's protocol as a tutorial would have it, on its own port. It checks who joins, stores each
 * message, then sends it to everybody who is connected, by Socket.IO's Redis adapter to other nodes too. It acknowledges
 * only what is stored. It has no log, so nobody who is away at that moment gets it.
 */
const env = process.env;
const pool = new Pool({ connectionString: env['DATABASE_URL'], max: 10 });
// A lost connection is replaced at the next query; without a listener it would end the process.
pool.on('error', (error) => console.warn('a connection to the database was lost:', error.message));

interface Payload {
  readonly eventId?: unknown;
  readonly content?: unknown;
}
type Ack = ((answer: object) => void) | undefined;

const http = createServer();
const io = new Server(http);
if (env['REDIS_URL'] !== undefined) {
  const publisher = new Redis(env['REDIS_URL']);
  const subscriber = publisher.duplicate();
  for (const client of [publisher, subscriber]) {
    client.on('error', (error) => console.warn('Redis:', error.message));
  }
  io.adapter(createAdapter(publisher, subscriber));
}

io.use((socket, next) => {
  signIn(socket).then(
    (isKnown) => next(isKnown ? undefined : new Error('unauthenticated')),
    () => next(new Error('unavailable')),
  );
});

io.on('connection', (socket) => {
  const on = (name: string, handle: (payload: Payload) => Promise<object>): void => {
    socket.on(name, (payload: Payload, ack: Ack) => {
      handle(payload).then(
        (value) => ack?.({ ok: true, value }),
        (error: unknown) => refuse(socket, ack, error),
      );
    });
  };
  on('join-event', async ({ eventId }) => {
    await requireParticipation(socket, eventId);
    await socket.join(String(eventId));
    return { eventId };
  });
  on('leave-event', async ({ eventId }) => {
    await socket.leave(String(eventId));
    return { eventId };
  });
  on('send-message', async ({ eventId, content }) => {
    await requireParticipation(socket, eventId);
    const message = await store(socket, String(eventId), String(content));
    io.to(message.eventId).emit('new-message', message);
    return message;
  });
});

class Refusal extends Error {}

function refuse(socket: Socket, ack: Ack, error: unknown): void {
  const isFinal = error instanceof Refusal;
  const message = isFinal ? error.message : 'Something went wrong.';
  socket.emit('error', { message });
  const code = isFinal ? 'forbidden' : 'unavailable';
  ack?.({ ok: false, error: { code, message, retryable: !isFinal } });
}

interface User {
  readonly id: string;
  readonly name: string;
}

const userOf = (socket: Socket): User =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set at the handshake
  (socket.data as { user: User }).user;

async function signIn(socket: Socket): Promise<boolean> {
  const { rows } = await pool.query<User>(
    `select u."id", u."name" from "session" s join "user" u on u."id" = s."userId"
     where s."token" = $1 and s."expiresAt" > now()`,
    [String(socket.handshake.auth['token'])],
  );
  socket.data = { user: rows[0] };
  return rows.length > 0;
}

async function requireParticipation(socket: Socket, eventId: unknown): Promise<void> {
  const { rowCount } = await pool.query(
    'select 1 from participation where event_id = $1 and user_id = $2 and status is not null',
    [String(eventId), userOf(socket).id],
  );
  if (rowCount === 0) throw new Refusal('You do not take part in this event.');
}

interface Stored {
  readonly id: string;
  readonly eventId: string;
  readonly userId: string;
  readonly userName: string;
  readonly content: string;
  readonly createdAt: string;
}

async function store(socket: Socket, eventId: string, content: string): Promise<Stored> {
  const { id: userId, name: userName } = userOf(socket);
  const { rows } = await pool.query<{ id: string; created_at: Date }>(
    `insert into plain_message (event_id, user_id, content) values ($1, $2, $3)
     returning id::text, created_at`,
    [eventId, userId, content],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('nothing was stored');
  const createdAt = row.created_at.toISOString();
  return { id: row.id, eventId, userId, userName, content, createdAt };
}

http.listen(Number(env['SOCKET_PORT']), '127.0.0.1', () => {
  console.log(`Socket.IO server running on port ${env['SOCKET_PORT']}`);
});
