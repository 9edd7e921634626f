import { sql } from 'kysely';
import { z } from 'zod';

import type { PollState } from '../domain/messages.ts';
import type { AskedPoll } from '../domain/poll-log.ts';

/** What a poll asks, as it lies in the log and beside its message. */
const StoredPoll = z
  .object({
    question: z.string(),
    options: z.array(z.string()),
    isMultiple: z.boolean(),
    isAnonymous: z.boolean(),
    closesAt: z.coerce.date().optional(),
  })
  .transform(({ closesAt, ...asked }): AskedPoll => (closesAt ? { ...asked, closesAt } : asked));

/** Reads it. @throws {z.ZodError} where it does not have that shape: a fault of ours. */
export const toAskedPoll = (stored: unknown): AskedPoll => StoredPoll.parse(stored);

/** The poll of `message m`, what it adds up to, and this person's vote. Of a message without one nothing more is read. */
export const pollColumns = (userId: string) => sql`
  m.poll, case when m.poll is not null then (
    select json_build_array(p.votes, p.voters, floor(extract(epoch from p.closed_at) * 1000)::float8, (
      select json_build_array(v.choices, v.seq) from poll_vote v
      where v.message_id = m.id and v.user_id = ${userId}
    ))
    from poll p where p.message_id = m.id
  ) end as polled
`;

const Polled = z.tuple([
  z.array(z.int()),
  z.int(),
  z.number().nullable(),
  z.tuple([z.array(z.int()), z.int()]).nullable(),
]);

/** Reads what {@link pollColumns} gave. */
export function toPollState(value: unknown): PollState {
  const [votes, voters, closedMs, own] = Polled.parse(value);
  return {
    votes,
    voters,
    ...(closedMs !== null && { closedAt: new Date(closedMs).toISOString() }),
    ...(own !== null && { own: { choices: own[0], seq: own[1] } }),
  };
}
