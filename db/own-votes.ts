import { sql, type Kysely } from 'kysely';
import { z } from 'zod';

import type { ReadVote } from '../domain/poll.ts';
import type { OwnVote } from '../protocol/wire.ts';
import type { Database } from './schema.ts';

/** Reads what somebody has chosen in a poll. */
export const createVoteReader =
  (db: Kysely<Database>): ReadVote =>
  async ({ messageId, userId }) => {
    const row = await db
      .selectFrom('poll_vote')
      .select(['choices', 'seq'])
      .where('message_id', '=', messageId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row === undefined ? null : { choices: [...row.choices], seq: row.seq };
  };

/** What `asked.user_id` has voted in `asked.event_id` after `asked.after_seq`, as one value; null where nothing, and where no place was named. */
export const votesAfter = sql`(
  select json_agg(json_build_array(v.message_id, v.choices, v.seq) order by v.seq) from poll_vote v
  where v.user_id = asked.user_id and v.event_id = asked.event_id and v.seq > asked.after_seq
)`;

const Votes = z
  .array(z.tuple([z.string(), z.array(z.int()), z.int()]))
  .transform((all) => all.map(([messageId, choices, seq]) => ({ messageId, choices, seq })));

/** A vote, and the poll's message. */
export interface VoteIn extends OwnVote {
  readonly messageId: string;
}

/** Reads what {@link votesAfter} gave. */
export const toVotes = (value: unknown): readonly VoteIn[] =>
  value === null ? [] : Votes.parse(value);
