import { sql, type Transaction } from 'kysely';

import type { QuestionVoteDraft } from '../domain/question-log.ts';
import type { Database } from './schema.ts';
import type { HandingOver } from './vote-handover.ts';

type Tx = Transaction<Database>;

/** The votes for questions that a guest takes back before becoming somebody who wants the same answered: one person, one vote. */
export async function questionVotesToTakeBack(
  tx: Tx,
  { guestId, accountId, eventIds }: HandingOver,
): Promise<readonly QuestionVoteDraft[]> {
  const { rows } = await sql<{ readonly event_id: string; readonly question_id: string }>`
    select guest.event_id, guest.question_id
    from question_vote guest join question_vote own on own.question_id = guest.question_id
    where guest.user_id = ${guestId} and own.user_id = ${accountId}
      and guest.is_on and own.is_on and guest.event_id = any(${eventIds}::text[])
  `.execute(tx);
  return rows.map((row) => ({
    kind: 'question-vote',
    eventId: row.event_id,
    questionId: row.question_id,
    actorId: guestId,
    on: false,
    isHurried: true,
  }));
}

/** Makes the guest's questions and other votes the account's: the sums stay what they are. */
export async function handOverQuestions(
  tx: Tx,
  { guestId, accountId, eventIds }: HandingOver,
): Promise<void> {
  await sql`
    update question set author_id = ${accountId}
    where author_id = ${guestId} and event_id = any(${eventIds}::text[])
  `.execute(tx);
  await sql`
    with moved as (
      delete from question_vote g
      where user_id = ${guestId} and is_on and event_id = any(${eventIds}::text[]) and not exists (
        select from question_vote own
        where own.question_id = g.question_id and own.user_id = ${accountId} and own.is_on
      )
      returning question_id, event_id, is_on, seq
    )
    insert into question_vote (question_id, user_id, event_id, is_on, seq)
    select question_id, ${accountId}, event_id, is_on, seq from moved
    on conflict (question_id, user_id) do update set is_on = excluded.is_on, seq = excluded.seq
  `.execute(tx);
  await sql`
    delete from question_vote where user_id = ${guestId} and event_id = any(${eventIds}::text[])
  `.execute(tx);
}
