import { randomUUID } from 'node:crypto';

import type { DatabaseHandle } from '../../db/client.ts';
import { createGroupCommit } from '../../db/group-commit.ts';
import type { EventLog } from '../../domain/ports.ts';
import type { Role } from '../../protocol/wire.ts';
import type { Recorder } from '../recorder.ts';

/** Somebody with an account, and a session that can be taken away. */
export interface TorturePerson {
  readonly id: string;
  readonly name: string;
  /** Of the session of the moment. */
  token: string;
  sessionId: string;
}

/** Everything that the clients of a run stand on: made directly in the database, past all links. */
export interface World {
  readonly eventIds: readonly string[];
  person(name: string): Promise<TorturePerson>;
  /** Comes to take part, before the run begins; recorded as the client's own request. */
  attend(person: TorturePerson, client: string, eventId: string, role?: Role): Promise<void>;
  /** Ends the session, as signing out on another device does; the person has a new one then. */
  revoke(person: TorturePerson): Promise<void>;
}

const SESSION_MS = 86_400_000;

export async function createWorld(
  database: DatabaseHandle,
  recorder: Recorder,
  rooms: number,
): Promise<World> {
  const { db } = database;
  const app: EventLog = createGroupCommit({ database, onCommitted: () => {}, onError: () => {} });
  const newSession = (userId: string) => makeSession(db, userId);
  const eventIds: string[] = [];
  for (let index = 1; index <= rooms; index += 1) eventIds.push(await makeEvent(db, index));

  return {
    eventIds,
    async person(name) {
      const id = `${name}-${randomUUID().slice(0, 8)}`;
      await makeUser(db, id, name);
      return { id, name, ...(await newSession(id)) };
    },
    async attend(person, client, eventId, role) {
      const request = { op: recorder.nextOp(), client, author: person.id, eventId };
      recorder.write({ type: 'invoke', does: 'attend', ...request });
      const { id, name } = person;
      const appended = await app.append({
        kind: 'participation',
        eventId,
        person: { id, name },
        status: 'attending',
        ...(role !== undefined && { role }),
      });
      if (!appended.ok) throw new Error(appended.error.message);
      recorder.write({ type: 'ok', does: 'attend', ...request });
    },
    async revoke(person) {
      const ended = person.sessionId;
      Object.assign(person, await newSession(person.id));
      await db.deleteFrom('session').where('id', '=', ended).execute();
    },
  };
}

async function makeUser(db: DatabaseHandle['db'], id: string, name: string): Promise<void> {
  await db
    .insertInto('user')
    .values({
      id,
      name,
      email: `${id}@example.test`,
      emailVerified: false,
      image: null,
      isAnonymous: false,
    })
    .execute();
}

async function makeSession(
  db: DatabaseHandle['db'],
  userId: string,
): Promise<Pick<TorturePerson, 'sessionId' | 'token'>> {
  const session = { sessionId: randomUUID(), token: randomUUID().replaceAll('-', '') };
  const now = new Date();
  await db
    .insertInto('session')
    .values({
      id: session.sessionId,
      token: session.token,
      userId,
      expiresAt: new Date(now.getTime() + SESSION_MS),
      updatedAt: now,
    })
    .execute();
  return session;
}

async function makeEvent(db: DatabaseHandle['db'], index: number): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('event')
    .values({
      id,
      title: `Room ${index}`,
      starts_at: '2030-06-01T18:00:00Z',
      created_by: 'nobody',
      settings: '{}',
    })
    .execute();
  await db.insertInto('event_log_head').values({ event_id: id }).execute();
  return id;
}
