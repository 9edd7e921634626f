import { sql, type Kysely, type Transaction } from 'kysely';

import { authorTerm, FILE_TERM, searchedText, toTerms, toTokens } from '../domain/search-text.ts';
import type { Database } from './schema.ts';
import { BLOCK_SEQS, tryLockSearch } from './search-lock.ts';
import { compactBlock } from './search-compact.ts';
import { pairBlock, UNPAIRED } from './search-pairs.ts';
import { redoMessages } from './search-redo.ts';
import { buildRegion, UNBUILT } from './search-regions.ts';
import { toPostings, writePostings } from './search-write.ts';
import { inTransaction } from './statements.ts';

/** Fewer new messages are as quickly read themselves. */
export const WORTH_INDEXING = 64;
const EVENTS_AT_ONCE = 50;
/** What there is to do in events, each with the query for those where it is. The first is what people wait for most. */
const WORK = [
  {
    run: indexStretch,
    where: sql<EventRow>`
      select h.event_id from event_log_head h left join search_progress p using (event_id)
      where h.head_seq - coalesce(p.through_seq, 0) >= ${WORTH_INDEXING}`,
  },
  { run: redoMessages, where: sql<EventRow>`select distinct event_id from search_redo` },
  { run: pairBlock, where: sql<EventRow>`select event_id from search_progress where ${UNPAIRED}` },
  { run: buildRegion, where: sql<EventRow>`select event_id from search_progress where ${UNBUILT}` },
];

interface EventRow {
  readonly event_id: string;
}

/**
 * Indexes for search what the logs have got since the last time: of each event one stretch, the messages that were
 * edited, a block's pairs of words, a part of a region. Several may run at once, on any process; each event has one
 * at a time.
 *
 * @returns whether there is more to do.
 */
export async function indexMessages(db: Kysely<Database>): Promise<boolean> {
  let isDone = false;
  for (const { run, where } of WORK) {
    const { rows } = await sql<EventRow>`${where} limit ${EVENTS_AT_ONCE}`.execute(db);
    for (const { event_id: eventId } of rows) isDone = (await inEvent(db, eventId, run)) || isDone;
  }
  return isDone;
}

/** Runs alone in an event; false where somebody else is at it. */
const inEvent = (
  db: Kysely<Database>,
  eventId: string,
  run: (tx: Transaction<Database>, eventId: string) => Promise<void>,
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const [rows = []] = await inTransaction(tx)([tryLockSearch(eventId)]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement's one column
    if ((rows[0] as { readonly locked: boolean } | undefined)?.locked !== true) return false;
    await run(tx, eventId);
    return true;
  });

interface Stretch {
  readonly eventId: string;
  readonly from: number;
  readonly to: number;
}

/** Indexes what follows on what is indexed, up to the end of its block. */
async function indexStretch(tx: Transaction<Database>, eventId: string): Promise<void> {
  const head = await tx
    .selectFrom('event_log_head')
    .leftJoin('search_progress', 'search_progress.event_id', 'event_log_head.event_id')
    .select(['head_seq', 'through_seq'])
    .where('event_log_head.event_id', '=', eventId)
    .executeTakeFirst();
  if (head === undefined) return;
  const from = (head.through_seq ?? 0) + 1;
  const block = Math.floor(from / BLOCK_SEQS);
  const blockEnd = (block + 1) * BLOCK_SEQS - 1;
  const to = Math.min(head.head_seq, blockEnd);
  if (to < from) return;
  await writeStretch(tx, { eventId, from, to });
  await tx
    .insertInto('search_progress')
    .values({ event_id: eventId, through_seq: to })
    .onConflict((conflict) => conflict.column('event_id').doUpdateSet({ through_seq: to }))
    .execute();
  if (to === blockEnd) await compactBlock(tx, eventId, block);
}

async function writeStretch(
  tx: Transaction<Database>,
  { eventId, from, to }: Stretch,
): Promise<void> {
  const messages = await tx
    .selectFrom('message')
    .select(['seq', 'user_id', 'content', 'attachments', 'created_at'])
    .where('event_id', '=', eventId)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .where('deleted_at', 'is', null)
    .execute();
  if (messages.length === 0) return;
  const times = messages.map(({ created_at: at }) => at.getTime());
  const { id } = await tx
    .insertInto('search_segment')
    .values({
      event_id: eventId,
      from_seq: from,
      to_seq: to,
      from_at: new Date(times.reduce((a, b) => Math.min(a, b))),
      to_at: new Date(times.reduce((a, b) => Math.max(a, b))),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const postings = await toPostings(messages, (message) => [
    ...toTerms(toTokens(searchedText(message))),
    authorTerm(message.user_id),
    ...(message.attachments === null ? [] : [FILE_TERM]),
  ]);
  await writePostings(tx, id, postings);
}
