import { sql, type Transaction } from 'kysely';

import { authorTerm, toTerms, toTokens } from '../domain/search-text.ts';
import type { Database } from './schema.ts';
import { BLOCK_SEQS, forgetSearched } from './search-lock.ts';
import { inTransaction } from './statements.ts';

const MESSAGES_AT_ONCE = 50;

interface Edited {
  readonly id: string;
  readonly seq: number;
  readonly user_id: string;
  readonly content: string;
}

/**
 * Has edited messages found by their new text, in the stretches that they are in. What is not indexed yet will be
 * with that text. The caller holds the event's search lock.
 */
export async function redoMessages(tx: Transaction<Database>, eventId: string): Promise<void> {
  const { rows } = await sql<Edited>`
    with taken as (
      delete from search_redo where id in (
        select id from search_redo where event_id = ${eventId} order by id limit ${MESSAGES_AT_ONCE}
      ) returning seq
    )
    select m.id, m.seq, m.user_id, m.content from message m
    where m.event_id = ${eventId} and m.seq in (select seq from taken) and m.deleted_at is null
  `.execute(tx);
  for (const message of rows) {
    await inTransaction(tx)([forgetSearched(eventId, message.id)]);
    await addTerms(tx, eventId, message);
  }
}

async function addTerms(
  tx: Transaction<Database>,
  eventId: string,
  { seq, user_id: userId, content }: Edited,
): Promise<void> {
  const terms = [...toTerms(toTokens(content)), authorTerm(userId)];
  await sql`
    insert into search_posting as p (segment_id, term, offsets)
    select s.id, term, array[${seq % BLOCK_SEQS}::smallint]
    from search_segment s, unnest(${terms}::text[]) as t (term)
    where s.event_id = ${eventId} and s.from_seq <= ${seq} and s.to_seq >= ${seq}
    on conflict (segment_id, term) do update set offsets = p.offsets || excluded.offsets
  `.execute(tx);
}
