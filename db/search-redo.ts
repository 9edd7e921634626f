import { sql, type Transaction } from 'kysely';

import {
  authorTerm,
  FILE_TERM,
  searchedText,
  toPairs,
  toTerms,
  toTokens,
} from '../domain/search-text.ts';
import type { Database } from './schema.ts';
import { forgetSearched } from './search-forget.ts';
import { BLOCK_SEQS, REGION_SEQS, REGION_SHIFT } from './search-lock.ts';
import { inTransaction } from './statements.ts';

const MESSAGES_AT_ONCE = 50;

interface Edited {
  readonly id: string;
  readonly seq: number;
  readonly user_id: string;
  readonly content: string;
  readonly attachments: readonly { readonly name: string }[] | null;
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
    select m.id, m.seq, m.user_id, m.content, m.attachments from message m
    where m.event_id = ${eventId} and m.seq in (select seq from taken) and m.deleted_at is null
  `.execute(tx);
  for (const message of rows) {
    await inTransaction(tx)([forgetSearched(eventId, message.id)]);
    await addTerms(tx, eventId, message);
  }
}

/** Adds a message's terms in its block, and in its region those that are there already; the others follow. */
async function addTerms(
  tx: Transaction<Database>,
  eventId: string,
  message: Edited,
): Promise<void> {
  const { seq, user_id: userId, attachments } = message;
  const tokens = toTokens(searchedText(message));
  const ofFiles = attachments === null ? [] : [FILE_TERM];
  const terms = [...toTerms(tokens), authorTerm(userId), ...ofFiles];
  const place = seq % REGION_SEQS;
  await sql`
    with t as (
      select unnest(${terms}::text[]) as term
      union all
      select unnest(${[...toPairs(tokens)]}::text[]) from search_progress
      where event_id = ${eventId} and paired_seq > ${seq}
    )
    insert into search_posting as p (segment_id, term, offsets)
    select s.id, term,
      array[case when s.is_region then ${place - REGION_SHIFT} else ${seq % BLOCK_SEQS} end::smallint]
    from search_segment s cross join t
    where s.event_id = ${eventId} and s.from_seq <= ${seq} and s.to_seq >= ${seq}
      and (s.through_term is null or t.term <= s.through_term collate "C")
    on conflict (segment_id, term) do update set
      -- What is not listed stays so: null and a list would be the list.
      offsets = case when p.offsets is not null then p.offsets || excluded.offsets end,
      bits = set_bit(p.bits, ${place}, 1)
  `.execute(tx);
}
