import type { ReactionsEntry } from '../domain/log.ts';
import { toStoredCounts } from './reaction-counts.ts';
import type { Statement } from './statements.ts';

/** What an entry of reactions writes beside itself: the rows that came and went, and their sums. */
export const writeReactions = ({
  messageId,
  reactions,
  changes,
  seq,
}: ReactionsEntry): Statement => ({
  name: 'hallway_write_reactions',
  text: `
    with changed as (
      select * from json_to_recordset($2::json) as c (user_id text, emoji text, is_on boolean)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit $5::int
    ), removed as (
      delete from reaction r using changed c
      where not c.is_on and r.message_id = $1 and r.user_id = c.user_id and r.emoji = c.emoji
    ), added as (
      insert into reaction (message_id, user_id, emoji, seq)
      select $1, user_id, emoji, $4::bigint from changed where is_on
      on conflict do nothing
    )
    update message set reactions = nullif($3::jsonb, '[]'::jsonb) where id = $1`,
  values: [
    messageId,
    JSON.stringify(changes.map(({ userId, emoji, on }) => ({ user_id: userId, emoji, is_on: on }))),
    JSON.stringify(toStoredCounts(reactions)),
    seq,
    changes.length,
  ],
});
