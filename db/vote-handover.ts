import { sql, type Transaction } from 'kysely';

import type { VoteDraft } from '../domain/poll-log.ts';
import type { Database } from './schema.ts';

type Tx = Transaction<Database>;

/** What a guest has becomes an account's. */
export interface HandingOver {
  readonly guestId: string;
  readonly accountId: string;
  /** Whose logs are locked. */
  readonly eventIds: readonly string[];
}

/**
 * The votes that a guest takes back before becoming somebody who has voted in the same poll: one person, one vote. Where
 * the poll is closed, what was counted stays counted, and these are refused.
 */
export async function votesToTakeBack(
  tx: Tx,
  { guestId, accountId, eventIds }: HandingOver,
): Promise<readonly VoteDraft[]> {
  const { rows } = await sql<{ readonly event_id: string; readonly message_id: string }>`
    select guest.event_id, guest.message_id
    from poll_vote guest join poll_vote own on own.message_id = guest.message_id
    where guest.user_id = ${guestId} and own.user_id = ${accountId}
      and guest.choices <> '{}' and own.choices <> '{}' and guest.event_id = any(${eventIds}::text[])
  `.execute(tx);
  return rows.map((row) => ({
    kind: 'vote',
    eventId: row.event_id,
    messageId: row.message_id,
    actorId: guestId,
    choices: [],
    isHurried: true,
  }));
}

/** Makes the guest's other votes the account's: the sums stay what they are. */
export async function handOverVotes(
  tx: Tx,
  { guestId, accountId, eventIds }: HandingOver,
): Promise<void> {
  await sql`
    with moved as (
      delete from poll_vote guest
      where user_id = ${guestId} and choices <> '{}' and event_id = any(${eventIds}::text[]) and not exists (
        select from poll_vote own
        where own.message_id = guest.message_id and own.user_id = ${accountId} and own.choices <> '{}'
      )
      returning message_id, event_id, choices, seq
    )
    insert into poll_vote (message_id, user_id, event_id, choices, seq)
    select message_id, ${accountId}, event_id, choices, seq from moved
    on conflict (message_id, user_id) do update set choices = excluded.choices, seq = excluded.seq
  `.execute(tx);
}
