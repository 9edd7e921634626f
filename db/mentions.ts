import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';

import type { MentionsPage, MentionsQuery } from '../protocol/mentions.ts';
import { UNREAD_MAX } from '../protocol/reading.ts';
import { readCursor, toCursor } from './cursor.ts';
import { messageColumns, toMessage, type MessageRow } from './message-rows.ts';
import type { Database } from './schema.ts';

/** The last mention of a page. */
const Position = z.object({
  /** Microseconds since 1970. */
  at: z.int(),
  eventId: z.string(),
  seq: z.int(),
});
type Position = z.output<typeof Position>;

interface MentionRow extends MessageRow {
  readonly event_id: string;
  readonly event_title: string;
  readonly is_unread: boolean;
  readonly at: number;
}

interface Asked extends MentionsQuery {
  readonly userId: string;
}

/** Groups of `group_mention g` that the person of `participation p` is in; nobody mentions themselves. */
const isInGroup = sql`
  g.author_id <> p.user_id and g.seq > coalesce(p.joined_seq, 0)
  and (g.to_group = 'everyone' or p.role <> 'participant')
`;

const isInEvent = sql`p.status is not null and p.banned_at is null`;

/**
 * What mentions somebody in the events that they take part in, the newest first: them, or a group
 * that they are in now and were there for. Nothing that was deleted. `null`: the cursor is of another list.
 *
 * Cost: as many rows as are shown of those that mention the person, and of each event's that mention a group.
 */
export async function listMentions(
  db: Kysely<Database>,
  { userId, cursor, limit }: Asked,
): Promise<MentionsPage | null> {
  const position = cursor === undefined ? null : readCursor(Position, cursor);
  if (position === undefined) return null;
  const { rows } = await sql<MentionRow>`
    with found as (
      (
        select n.event_id, n.seq, n.created_at from mention n
        join participation p on p.event_id = n.event_id and p.user_id = n.user_id and ${isInEvent}
        where n.user_id = ${userId} and ${isBehind(sql`n`, position)}
        order by n.created_at desc, n.event_id desc, n.seq desc limit ${limit + 1}
      ) union (
        select newest.* from participation p cross join lateral (
          select distinct g.event_id, g.seq, g.created_at from group_mention g
          where g.event_id = p.event_id and ${isInGroup} and ${isBehind(sql`g`, position)}
          order by g.created_at desc, g.seq desc limit ${limit + 1}
        ) newest
        where p.user_id = ${userId} and ${isInEvent}
      )
    )
    select ${messageColumns}, m.event_id, e.title as event_title, m.seq > p.read_seq as is_unread,
      floor(extract(epoch from f.created_at) * 1000000)::float8 as at
    from (
      select * from found order by created_at desc, event_id desc, seq desc limit ${limit + 1}
    ) f
    join message m on m.event_id = f.event_id and m.seq = f.seq
    join event e on e.id = f.event_id
    join participation p on p.event_id = f.event_id and p.user_id = ${userId}
    order by f.created_at desc, f.event_id desc, f.seq desc
  `.execute(db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    mentions: page.map((row) => ({
      message: toMessage(row, row.event_id),
      eventTitle: row.event_title,
      isUnread: row.is_unread,
    })),
    nextCursor:
      last === undefined
        ? null
        : toCursor({ at: last.at, eventId: last.event_id, seq: last.seq } satisfies Position),
  };
}

/** Whether a row of this table comes after the last of the page before. */
const isBehind = (table: RawBuilder<unknown>, position: Position | null): RawBuilder<unknown> =>
  position === null
    ? sql`true`
    : sql`(${table}.created_at, ${table}.event_id, ${table}.seq)
        < (timestamptz 'epoch' + ${position.at} * interval '1 microsecond', ${position.eventId}, ${position.seq})`;

/** How many messages behind the position of `participation p` mention its person, counted up to `UNREAD_MAX`. */
export const mentionsBehind = sql<number>`(
  select count(*)::int from (
    select n.seq from mention n
    where n.user_id = p.user_id and n.event_id = p.event_id and n.seq > p.read_seq
    union
    select g.seq from group_mention g
    where g.event_id = p.event_id and g.seq > p.read_seq and ${isInGroup}
    limit ${sql.lit(UNREAD_MAX)}
  ) counted
)`;
