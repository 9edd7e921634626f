import { sql } from 'kysely';

import type { DatabaseHandle } from '../db/client.ts';
import type { AskedPoll } from '../domain/poll-log.ts';
import type { FinalLog } from './history.ts';

/** The polls of an event as their rows have them, and every vote; votes without a poll among them. */
export async function readPolls(
  db: DatabaseHandle['db'],
  eventId: string,
): Promise<NonNullable<FinalLog['polls']>> {
  const { rows } = await sql<{
    readonly id: string;
    readonly votes: readonly number[] | null;
    readonly voters: number | null;
    readonly is_closed: boolean;
    readonly person: string | null;
    readonly choices: readonly number[];
    readonly seq: number;
  }>`
    select m.id, p.votes, p.voters, p.closed_at is not null as is_closed,
      v.user_id as person, v.choices, v.seq
    from message m
    left join poll p on p.message_id = m.id
    left join poll_vote v on v.message_id = m.id
    where m.event_id = ${eventId} and (p.message_id is not null or v.message_id is not null)
    order by m.seq, v.user_id
  `.execute(db);
  return [...Map.groupBy(rows, ({ id }) => id)].map(([messageId, all]) => ({
    messageId,
    votes: [...(all[0]?.votes ?? [])],
    voters: all[0]?.voters ?? 0,
    isClosed: all[0]?.is_closed ?? false,
    cast: all.flatMap(({ person, choices, seq }) =>
      person === null ? [] : [{ person, choices: [...choices], seq }],
    ),
  }));
}

/** What a message's entry asks; nothing where it asks nothing. */
export const pollInLog = (poll: AskedPoll | undefined) => {
  if (poll === undefined) return {};
  const { options, isMultiple, isAnonymous, closesAt } = poll;
  const closes = closesAt && { closesAt: closesAt.toISOString() };
  return { poll: { options: options.length, isMultiple, isAnonymous, ...closes } };
};
