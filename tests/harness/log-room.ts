import type { Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import { onTestFinished } from 'vitest';

import { createGroupCommit, type GroupCommit } from '../../db/group-commit.ts';
import { appendBatch } from '../../db/log.ts';
import type { Database } from '../../db/schema.ts';
import type { LogEntry, MessageDraft } from '../../domain/log.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export const people = ['alice', 'bob', 'carol'].map((id) => ({ id, name: id }));
export const [alice = { id: '', name: '' }, bob = alice] = people;

export interface Room extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly eventIds: readonly string[];
  log(onCommitted?: (entries: readonly LogEntry[]) => void): GroupCommit;
}

/** As {@link makeRoom}; the test's end disposes it. */
export async function openRoom(events?: number | readonly string[]): Promise<Room> {
  const room = await makeRoom(events);
  onTestFinished(() => room[Symbol.asyncDispose]());
  return room;
}

/** A database with events, so many or with these ids, in which alice and bob take part, carol not. */
export async function makeRoom(events: number | readonly string[] = 1): Promise<Room> {
  const database = await createTestDatabase();
  const eventIds =
    typeof events === 'number' ? Array.from({ length: events }, () => uuid()) : events;
  await addPeopleAndEvents(database.db, eventIds);
  return {
    database,
    eventIds,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    log: (onCommitted = () => undefined) =>
      createGroupCommit({ database, onCommitted, onError: () => undefined }),
  };
}

/** The people, and events of which entry 1 is alice's coming and entry 2 bob's. */
export async function addPeopleAndEvents(
  db: Kysely<Database>,
  eventIds: readonly string[],
): Promise<void> {
  await db
    .insertInto('user')
    .values(
      people.map((person) => ({
        ...person,
        email: `${person.id}@example.com`,
        emailVerified: false,
        image: null,
        isAnonymous: false,
      })),
    )
    .execute();
  for (const id of eventIds) {
    await db
      .insertInto('event')
      .values({ id, title: 'Meetup', starts_at: new Date(), created_by: 'alice', settings: '{}' })
      .execute();
    await db.insertInto('event_log_head').values({ event_id: id }).execute();
    await appendBatch(
      db,
      [alice, bob].map((person) => ({
        kind: 'participation',
        eventId: id,
        person,
        status: 'attending',
      })),
    );
  }
}

export const message = (eventId: string, more: Partial<MessageDraft> = {}): MessageDraft => ({
  kind: 'message',
  eventId,
  id: uuid(),
  author: alice,
  content: 'hello',
  ...more,
});

export async function seqsOf({
  database,
  eventIds: [eventId = ''],
}: Room): Promise<readonly number[]> {
  const rows = await database.db
    .selectFrom('log_entry')
    .select('seq')
    .where('event_id', '=', eventId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.seq);
}

export const upTo = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, index) => index + 1);
