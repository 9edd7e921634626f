import type { MessageEntry } from '../domain/log.ts';
import type { PollEntry, StoredVote } from '../domain/poll-log.ts';
import type { Statement } from './statements.ts';

/** What a message that asks a poll writes beside itself; nothing for others. */
export const writeAsked = ({ id, poll }: MessageEntry): readonly Statement[] =>
  poll === undefined
    ? []
    : [
        {
          name: 'hallway_write_poll',
          text: `insert into poll (message_id, votes) values ($1, $2::int[])`,
          values: [id, poll.options.map(() => 0)],
        },
      ];

/** What an entry of a poll writes beside itself: its sums, and its end. */
export const writePoll = ({
  messageId,
  votes,
  voters,
  isClosed,
  actorId,
  createdAt,
}: PollEntry): Statement => ({
  name: 'hallway_write_poll_sums',
  text: `
    update poll set votes = $2::int[], voters = $3, told_at = $4::timestamptz,
      closed_at = case when $5 then $4::timestamptz else closed_at end,
      closed_by = case when $5 then $6 else closed_by end
    where message_id = $1`,
  values: [messageId, [...votes], voters, createdAt.toISOString(), isClosed, actorId],
});

/** The votes of a batch, each person's last one in each poll. */
export function writeVotes(votes: readonly StoredVote[]): Statement {
  const last = new Map(votes.map((vote) => [`${vote.messageId} ${vote.userId}`, vote]));
  return {
    name: 'hallway_write_votes',
    text: `
      insert into poll_vote (message_id, user_id, event_id, choices, seq)
      select message_id, user_id, event_id, choices, seq
      from json_to_recordset($1::json)
        as v (message_id text, user_id text, event_id text, choices smallint[], seq bigint)
      on conflict (message_id, user_id) do update set choices = excluded.choices, seq = excluded.seq`,
    values: [
      JSON.stringify(
        [...last.values()].map(({ messageId, userId, eventId, choices, seq }) => ({
          message_id: messageId,
          user_id: userId,
          event_id: eventId,
          choices: choices.toSorted((one, other) => one - other),
          seq,
        })),
      ),
    ],
  };
}
