import { sql, type Kysely, type Transaction } from 'kysely';

import type { Draft, LogEntry, ParticipationDraft, Person } from '../domain/log.ts';
import { appendInTransaction } from './log.ts';
import { lockHeads } from './log-facts.ts';
import { toPerson } from './log-rows.ts';
import { handOverQuestions, questionVotesToTakeBack } from './question-handover.ts';
import type { Database } from './schema.ts';
import { handOverVotes, votesToTakeBack } from './vote-handover.ts';

/** What stands where the name of somebody stood whose account is gone. */
const DELETED_NAME = 'Deleted account';

/** Events that somebody entered while we were locking those known before: then we look again. */
const ATTEMPTS = 5;

type Tx = Transaction<Database>;

/**
 * Deletes an account and leaves the events' logs in order: first an entry in each
 * that its owner no longer takes part, then everything that named them is
 * rewritten, then the account goes, with its sessions. All or nothing.
 *
 * Events that they organise stay, and so do their messages, without their name.
 *
 * @returns the new entries: tell the rooms after this resolves.
 */
export const deleteAccount = (db: Kysely<Database>, userId: string): Promise<LogEntry[]> =>
  withAllHeads(db, userId, async (tx, eventIds) => {
    const person = { id: userId, name: DELETED_NAME };
    const entries = await appendAll(
      tx,
      eventIds.map((eventId) => ({ kind: 'participation', eventId, person, status: null })),
    );
    await forgetName(tx, userId);
    await tx.deleteFrom('user').where('id', '=', userId).execute();
    return entries;
  });

/**
 * Hands over what a guest has to the account that they signed in to: their place
 * in each event, their roles, their votes, what mentions them, their announcements and their questions. Where
 * the account takes part already, or has voted, it keeps its own status and vote. Messages stay under the guest's
 * name; the guest's sessions end.
 *
 * @returns the new entries: tell the rooms after this resolves.
 */
export const mergeGuest = (
  db: Kysely<Database>,
  { guestId, accountId }: { readonly guestId: string; readonly accountId: string },
): Promise<LogEntry[]> =>
  withAllHeads(db, guestId, async (tx, eventIds) => {
    const guest = await readPerson(tx, guestId);
    const account = await readPerson(tx, accountId);
    if (guest === undefined || account === undefined) return [];
    await handOverRoles(tx, guestId, accountId);
    const handing = { guestId, accountId, eventIds };
    const entries = await appendAll(tx, [
      ...(await votesToTakeBack(tx, handing)),
      ...(await questionVotesToTakeBack(tx, handing)),
      ...(await handOverDrafts(tx, { guest, account, eventIds })),
    ]);
    await handOverVotes(tx, handing);
    await handOverQuestions(tx, handing);
    await handOverMentions(tx, guestId, accountId);
    await handOverAnnouncements(tx, guestId, accountId);
    await handOverFiles(tx, guestId, accountId);
    await tx.deleteFrom('session').where('userId', '=', guestId).execute();
    return entries;
  });

/**
 * Runs with the logs of all events locked that somebody takes part in, and with
 * their account locked, so that they can enter no other. Logs before accounts: the
 * order of every append, so nobody waits in a circle.
 */
async function withAllHeads<Value>(
  db: Kysely<Database>,
  userId: string,
  run: (tx: Tx, eventIds: readonly string[]) => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const done = await db.transaction().execute(async (tx) => {
      const known = await eventsOf(tx, userId);
      if (known.length > 0) await lockHeads(tx, known);
      await tx.selectFrom('user').select('id').where('id', '=', userId).forUpdate().execute();
      const eventIds = await eventsOf(tx, userId);
      return eventIds.every((eventId) => known.includes(eventId))
        ? { value: await run(tx, eventIds) }
        : null;
    });
    if (done !== null) return done.value;
  }
  throw new Error('cannot change the account: its events keep changing');
}

async function eventsOf(tx: Tx, userId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('participation')
    .select('event_id')
    .where('user_id', '=', userId)
    .where('status', 'is not', null)
    .execute();
  return rows.map((row) => row.event_id);
}

async function appendAll(tx: Tx, drafts: readonly Draft[]): Promise<LogEntry[]> {
  if (drafts.length === 0) return [];
  const outcomes = await appendInTransaction(tx, drafts);
  return outcomes.flatMap((outcome) =>
    outcome.ok && outcome.value.type === 'appended' ? [outcome.value.entry] : [],
  );
}

async function forgetName(tx: Tx, userId: string): Promise<void> {
  await sql`
    update log_entry l set body = jsonb_set(l.body - 'userImage', '{userName}', to_jsonb(${DELETED_NAME}::text))
    from message m
    where m.user_id = ${userId} and l.event_id = m.event_id and l.seq = m.seq
  `.execute(tx);
  await sql`
    update log_entry l
    set body = jsonb_set(l.body, '{person}', jsonb_build_object('id', ${userId}::text, 'name', ${DELETED_NAME}::text))
    from participation p
    where p.user_id = ${userId} and l.event_id = p.event_id and l.kind = 'participation'
      and (l.actor_id = ${userId} and l.target_id is null or l.target_id = ${userId})
  `.execute(tx);
  await sql`
    update log_entry l
    set body = jsonb_set(l.body #- '{asked,userImage}', '{asked,userName}', to_jsonb(${DELETED_NAME}::text))
    from question q
    where q.author_id = ${userId} and l.event_id = q.event_id and l.seq = q.shown_seq and l.body ? 'asked'
  `.execute(tx);
  await forgetMentioned(tx, userId);
  await tx
    .updateTable('message')
    .set({ user_name: DELETED_NAME, user_image: null })
    .where('user_id', '=', userId)
    .execute();
}

/** Messages of others mention them by their name. */
async function forgetMentioned(tx: Tx, userId: string): Promise<void> {
  await sql`
    with renamed as (
      update message m set mentions = (
        select jsonb_agg(case when each ->> 'userId' = ${userId}
          then jsonb_set(each, '{name}', to_jsonb(${DELETED_NAME}::text)) else each end)
        from jsonb_array_elements(m.mentions) as each
      )
      from mention n where n.user_id = ${userId} and m.id = n.message_id
      returning m.event_id, m.seq, m.mentions
    )
    update log_entry l set body = jsonb_set(l.body, '{mentions}', renamed.mentions)
    from renamed where l.event_id = renamed.event_id and l.seq = renamed.seq
  `.execute(tx);
}

async function readPerson(tx: Tx, id: string): Promise<Person | undefined> {
  const row = await tx
    .selectFrom('user')
    .select(['id', 'name', 'image'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toPerson(row);
}

/** The stronger role wins; afterwards the guest has none, so nothing is organised by nobody. */
async function handOverRoles(tx: Tx, guestId: string, accountId: string): Promise<void> {
  await sql`
    insert into participation (event_id, user_id, role)
    select event_id, ${accountId}, role from participation
    where user_id = ${guestId} and role <> 'participant'
    on conflict (event_id, user_id) do update set role = case
      when excluded.role = 'organiser' or participation.role = 'participant' then excluded.role
      else participation.role end
  `.execute(tx);
  await tx
    .updateTable('participation')
    .set({ role: 'participant' })
    .where('user_id', '=', guestId)
    .execute();
  await tx
    .updateTable('event')
    .set({ created_by: accountId })
    .where('created_by', '=', guestId)
    .execute();
}

/** Those that the account has itself stay once. */
async function handOverMentions(tx: Tx, guestId: string, accountId: string): Promise<void> {
  await sql`
    insert into mention (user_id, event_id, seq, message_id, created_at)
    select ${accountId}, event_id, seq, message_id, created_at from mention where user_id = ${guestId}
    on conflict do nothing
  `.execute(tx);
  await tx.deleteFrom('mention').where('user_id', '=', guestId).execute();
  // Nobody is mentioned by themselves.
  await sql`
    update group_mention set author_id = ${accountId}
    where author_id = ${guestId} and ${inEventsOf(guestId)}
  `.execute(tx);
}

const inEventsOf = (userId: string) =>
  sql`event_id in (select event_id from participation where user_id = ${userId})`;

/** What both have seen is seen once, and by whoever saw it first. */
async function handOverAnnouncements(tx: Tx, guestId: string, accountId: string): Promise<void> {
  const own = inEventsOf(guestId);
  await sql`
    update announcement set author_id = ${accountId} where author_id = ${guestId} and ${own}
  `.execute(tx);
  await sql`
    with seen as (
      delete from announcement_seen
      where user_id = ${guestId} and announcement_id in (select id from announcement where ${own})
      returning announcement_id, is_later
    )
    insert into announcement_seen as s (announcement_id, user_id, is_later)
    select announcement_id, ${accountId}, is_later from seen
    on conflict (announcement_id, user_id) do update set is_later = s.is_later and excluded.is_later
  `.execute(tx);
}

const handOverFiles = async (tx: Tx, guestId: string, accountId: string): Promise<void> => {
  await tx
    .updateTable('file')
    .set({ uploader_id: accountId })
    .where('uploader_id', '=', guestId)
    .execute();
};

interface HandOver {
  readonly guest: Person;
  readonly account: Person;
  readonly eventIds: readonly string[];
}

async function handOverDrafts(
  tx: Tx,
  { guest, account, eventIds }: HandOver,
): Promise<readonly ParticipationDraft[]> {
  const has = new Set(await eventsOf(tx, account.id));
  const rows = await tx
    .selectFrom('participation')
    .select(['event_id', 'status'])
    .where('user_id', '=', guest.id)
    .execute();
  const statusOf = new Map(rows.map((row) => [row.event_id, row.status]));
  return eventIds.flatMap((eventId) => [
    ...(has.has(eventId)
      ? []
      : [draft({ eventId, person: account, status: statusOf.get(eventId) ?? null })]),
    draft({ eventId, person: guest, status: null }),
  ]);
}

const draft = (given: Omit<ParticipationDraft, 'kind'>): ParticipationDraft => ({
  kind: 'participation',
  ...given,
});
