import { sql, type Kysely, type RawBuilder } from 'kysely';

import { messageColumns, type MessageRow } from './message-rows.ts';
import type { Database } from './schema.ts';
import type { Place } from './search-candidates.ts';
import type { SearchedEvent, TimeSpan } from './search-scope.ts';

export interface FoundRow extends Omit<MessageRow, 'attachments'> {
  readonly event_id: string;
  readonly attachments: readonly { readonly name: string }[] | null;
}

/** Messages of an event that are read themselves, where they are not indexed yet; older ones wait for it. */
export const UNINDEXED_MAX = 2_000;

const columns = sql`m.event_id, ${messageColumns}`;

const inSpan = ({ since, until }: TimeSpan): RawBuilder<unknown> => sql`
  m.deleted_at is null
  and ${since === undefined ? sql`true` : sql`m.created_at >= ${since}`}
  and ${until === undefined ? sql`true` : sql`m.created_at < ${until}`}
`;

/** Messages as they are now; those that were deleted are left out. */
export async function readPlaces(
  db: Kysely<Database>,
  places: readonly Place[],
  span: TimeSpan,
): Promise<readonly FoundRow[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<FoundRow>`
    select ${columns}
    from unnest(
      ${places.map(({ eventId }) => eventId)}::text[], ${places.map(({ seq }) => seq)}::bigint[]
    ) as c (event_id, seq)
    join message m on m.event_id = c.event_id and m.seq = c.seq
    where ${inSpan(span)}
  `.execute(db);
  return rows;
}

/** What the index lacks: the messages after what it has of each event, and those that were edited since. */
export async function readUnindexed(
  db: Kysely<Database>,
  events: readonly SearchedEvent[],
  span: TimeSpan,
): Promise<readonly FoundRow[]> {
  const grown = events.filter(({ headSeq, throughSeq }) => headSeq > throughSeq);
  const { rows } = await sql<FoundRow>`
    select ${columns}
    from unnest(
      ${grown.map(({ id }) => id)}::text[], ${grown.map(({ throughSeq }) => throughSeq)}::bigint[]
    ) as e (event_id, through_seq)
    cross join lateral (
      select * from message
      where event_id = e.event_id and seq > e.through_seq order by seq desc limit ${UNINDEXED_MAX}
    ) m
    where ${inSpan(span)}
    union all
    select ${columns}
    from (
      select event_id, seq from search_redo where event_id = any (${events.map(({ id }) => id)})
      limit ${UNINDEXED_MAX}
    ) r
    join message m on m.event_id = r.event_id and m.seq = r.seq
    where ${inSpan(span)}
  `.execute(db);
  return rows;
}
