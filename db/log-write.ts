import { sql, type Transaction } from 'kysely';

import type { Draft, LogEntry, Person } from '../domain/log.ts';
import { toLogEntryColumns } from './log-rows.ts';
import type { Database } from './schema.ts';

/**
 * Writes numbered entries and what follows from them, in one statement: the log,
 * the current messages, the current participation, the heads.
 *
 * The caller holds the locks of all heads concerned.
 */
export async function writeEntries(
  tx: Transaction<Database>,
  entries: readonly LogEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    with entry as (
      select * from jsonb_to_recordset(${JSON.stringify(entries.map(toLogEntryColumns))}::jsonb)
        as e (event_id text, seq bigint, kind text, id text, actor_id text,
              client_message_id text, body jsonb, created_at timestamptz)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit ${entries.length}::int
    ), logged as (
      insert into log_entry (event_id, seq, kind, id, actor_id, client_message_id, body, created_at)
      select event_id, seq, kind, id, actor_id, client_message_id, body, created_at from entry
    ), said as (
      insert into message
        (id, event_id, seq, user_id, user_name, user_image, content, client_message_id, created_at)
      select id, event_id, seq, actor_id, body ->> 'userName', body ->> 'userImage',
        body ->> 'content', client_message_id, created_at
      from entry where kind = 'message'
    )
    update event_log_head h set head_seq = n.head_seq, last_at = greatest(h.last_at, n.last_at)
    from (
      select event_id, max(seq) as head_seq, max(created_at) filter (where created_at <= clock_timestamp()) as last_at
      from entry group by event_id
    ) n
    where h.event_id = n.event_id
  `.execute(tx);
  // A statement of its own: its trigger counts in the head's row, which the one above has just changed.
  await writeParticipations(tx, entries);
}

async function writeParticipations(
  tx: Transaction<Database>,
  entries: readonly LogEntry[],
): Promise<void> {
  const latest = new Map<string, Record<string, unknown>>();
  for (const entry of entries) {
    if (entry.kind !== 'participation') continue;
    const { eventId, person, status, role, seq } = entry;
    latest.set(`${eventId} ${person.id}`, {
      event_id: eventId,
      user_id: person.id,
      status,
      role,
      seq,
    });
  }
  if (latest.size === 0) return;
  await sql`
    insert into participation (event_id, user_id, status, role, joined_seq, left_seq)
    select event_id, user_id, status, role,
      case when status is not null then seq end, case when status is null then seq end
    from jsonb_to_recordset(${JSON.stringify([...latest.values()])}::jsonb)
      as p (event_id text, user_id text, status text, role text, seq bigint)
    on conflict (event_id, user_id) do update set
      status = excluded.status,
      role = excluded.role,
      joined_seq = case when participation.status is null then excluded.joined_seq
        else participation.joined_seq end,
      left_seq = excluded.left_seq
  `.execute(tx);
}

/** People whom another back end vouches for; their address is a place-holder that nobody can sign in with. */
export async function upsertImportedPeople(
  tx: Transaction<Database>,
  drafts: readonly Draft[],
): Promise<void> {
  const people = new Map<string, Person>();
  for (const draft of drafts) {
    if (draft.kind === 'message' && draft.importedAt !== undefined)
      people.set(draft.author.id, draft.author);
    if (draft.kind === 'participation' && draft.imported) people.set(draft.person.id, draft.person);
  }
  if (people.size === 0) return;
  // In id order, so that two batches that import the same people can't wait for each other.
  const rows = [...people.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await tx
    .insertInto('user')
    .values(
      rows.map(({ id, name, image }) => ({
        id,
        name,
        email: `${id.toLowerCase()}@imported.invalid`,
        emailVerified: false,
        image: image ?? null,
        isAnonymous: false,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        image: eb.ref('excluded.image'),
      })),
    )
    .execute();
}
