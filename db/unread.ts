import { sql, type Kysely, type RawBuilder } from 'kysely';

import { UNREAD_MAX, type UnreadEvent } from '../protocol/rest.ts';
import { mentionsBehind } from './mentions.ts';
import type { Database } from './schema.ts';

/** Of so many of the newest messages unread ones are counted: somebody who wrote most of them has no long count made. */
const LOOKED_AT_MAX = 500;

/** Events that one person is told of at most; whoever takes part in more has them in their list. */
const EVENTS_MAX = 1_000;

/** Where the messages behind a place are counted, as SQL. */
interface Behind {
  readonly eventId: RawBuilder<string>;
  readonly userId: RawBuilder<string>;
  readonly seq: RawBuilder<number>;
}

/**
 * How many messages behind a place of an event's log are news to a person: other people's that stand, counted up to
 * `UNREAD_MAX`. What else is in the log (coming and going, edits, reactions) is none.
 *
 * Cost: as many rows as it counts, whatever the length of the history; none where all is read.
 */
export const unreadBehind = ({ eventId, userId, seq }: Behind): RawBuilder<number> => sql<number>`(
  select count(*)::int from (
    select 1 from (
      select user_id, deleted_at from message
      where event_id = ${eventId} and seq > ${seq} order by seq desc limit ${sql.lit(LOOKED_AT_MAX)}
    ) newest
    where user_id <> ${userId} and deleted_at is null limit ${sql.lit(UNREAD_MAX)}
  ) counted
)`;

/** All events that a person takes part in and has not read to the end. */
export async function listUnread(
  db: Kysely<Database>,
  userId: string,
): Promise<readonly UnreadEvent[]> {
  const unread = unreadBehind({
    eventId: sql`p.event_id`,
    userId: sql`p.user_id`,
    seq: sql`p.read_seq`,
  });
  const { rows } = await sql<Required<UnreadEvent>>`
    select * from (
      select p.event_id as "eventId", p.read_seq as "readSeq", ${unread} as unread,
        ${mentionsBehind} as mentions
      from participation p
      join event_log_head h on h.event_id = p.event_id
      where p.user_id = ${userId} and p.status is not null and p.banned_at is null
        and h.head_seq > p.read_seq
      order by h.last_at desc
      limit ${EVENTS_MAX}
    ) behind where unread > 0
  `.execute(db);
  return rows.map(({ mentions, ...event }) => (mentions === 0 ? event : { ...event, mentions }));
}
