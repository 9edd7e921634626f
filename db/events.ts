import { sql, type Kysely, type Transaction } from 'kysely';

import { changedDetails, refuseDeletion, type EventDetails } from '../domain/events.ts';
import type { LogEntry, Person } from '../domain/log.ts';
import { noSuchEvent } from '../domain/refusals.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { EventSettings, type EventChange } from '../protocol/rest.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { appendInTransaction } from './log.ts';
import { lockHeads } from './log-facts.ts';
import { resultTransaction } from './result-transaction.ts';
import type { Database } from './schema.ts';

type Outcome<Value> = Promise<Result<Value, ProtocolError>>;

/**
 * Creates an event, and in the same transaction makes its creator the organiser,
 * attending: entry 1 of its log. Refuses where the creator's account is gone.
 */
export const createEvent = (
  db: Kysely<Database>,
  { id, creator, details }: { id: string; creator: Person; details: EventDetails },
): Outcome<LogEntry> =>
  resultTransaction(db, async (tx) => {
    await tx
      .insertInto('event')
      .values({ id, created_by: creator.id, ...toColumns(details) })
      .execute();
    await tx.insertInto('event_log_head').values({ event_id: id }).execute();
    const draft = {
      kind: 'participation',
      eventId: id,
      person: creator,
      status: 'attending',
      role: 'organiser',
    } as const;
    return appendOne(tx, draft);
  });

/**
 * Changes an event and puts that into its log, in one transaction: whoever reads
 * the entry finds the change. One change at a time, so that two organisers who
 * move its start and its end can't end up with an end before the start.
 *
 * Refuses by the rules EVENT-2 and EVENT-3.
 */
export const updateEvent = (
  db: Kysely<Database>,
  { id, actorId, change }: { id: string; actorId: string; change: EventChange },
): Outcome<LogEntry> =>
  resultTransaction(db, async (tx) => {
    await lockHeads(tx, [id]);
    const current = await readDetails(tx, id);
    if (current === null) return fail(noSuchEvent);
    const appended = await appendOne(tx, { kind: 'event-updated', eventId: id, actorId });
    if (!appended.ok) return appended;
    const details = changedDetails(current, change);
    if (!details.ok) return details;
    await tx
      .updateTable('event')
      .set({ ...toColumns(details.value), updated_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute();
    return appended;
  });

/** Deletes an event with its log and its participations. Refuses by EVENT-4; tell its room afterwards. */
export const deleteEvent = (
  db: Kysely<Database>,
  { id, actorId }: { id: string; actorId: string },
): Outcome<null> =>
  resultTransaction(db, async (tx) => {
    // Its log first: appends hold that lock while they ask for the event's row.
    const heads = await lockHeads(tx, [id]);
    if (heads.size === 0) return fail(noSuchEvent);
    const row = await tx
      .selectFrom('participation')
      .select(['status', 'role', 'banned_at as bannedAt'])
      .where('event_id', '=', id)
      .where('user_id', '=', actorId)
      .executeTakeFirst();
    const refused = refuseDeletion(row ?? null);
    if (refused !== null) return fail(refused);
    await tx.deleteFrom('event').where('id', '=', id).execute();
    return ok(null);
  });

async function appendOne(
  tx: Transaction<Database>,
  draft: Parameters<typeof appendInTransaction>[1][number],
): Outcome<LogEntry> {
  const [outcome] = await appendInTransaction(tx, [draft]);
  if (outcome === undefined) throw new Error('a draft without an outcome');
  if (!outcome.ok) return outcome;
  if (outcome.value.type !== 'appended') throw new Error(`an entry that is ${outcome.value.type}`);
  return ok(outcome.value.entry);
}

async function readDetails(tx: Transaction<Database>, id: string): Promise<EventDetails | null> {
  const row = await tx.selectFrom('event').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  return {
    title: row.title,
    description: row.description,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    timeZone: row.time_zone,
    place: row.place,
    imageUrl: row.image_url,
    settings: EventSettings.parse(row.settings),
  };
}

const toColumns = (details: EventDetails) => ({
  title: details.title,
  description: details.description,
  starts_at: details.startsAt,
  ends_at: details.endsAt,
  time_zone: details.timeZone,
  place: details.place,
  image_url: details.imageUrl,
  settings: JSON.stringify(details.settings),
});
