import { setImmediate } from 'node:timers/promises';

import { sql, type Kysely, type Transaction } from 'kysely';

import { authorTerm, toTerms, toTokens } from '../domain/search-text.ts';
import type { Database } from './schema.ts';
import { BLOCK_SEQS, tryLockSearch } from './search-lock.ts';
import { compactBlock, MANY_OFFSETS } from './search-compact.ts';
import { redoMessages } from './search-redo.ts';
import { inTransaction } from './statements.ts';

/** Fewer new messages are as quickly read themselves. */
const WORTH_INDEXING = 64;
const EVENTS_AT_ONCE = 50;
/** Messages that are taken apart before others get their turn. */
const SLICE = 256;

/**
 * Indexes for search what the logs have got since the last time: of each event one stretch, and the messages that
 * were edited. Several may run at once, on any process; each event has one at a time.
 *
 * @returns whether there is more to do.
 */
export async function indexMessages(db: Kysely<Database>): Promise<boolean> {
  const grown = await sql<{ event_id: string }>`
    select h.event_id from event_log_head h left join search_progress p using (event_id)
    where h.head_seq - coalesce(p.through_seq, 0) >= ${WORTH_INDEXING}
    limit ${EVENTS_AT_ONCE}
  `.execute(db);
  const edited = await sql<{ event_id: string }>`
    select distinct event_id from search_redo limit ${EVENTS_AT_ONCE}
  `.execute(db);
  let isDone = false;
  for (const { event_id: eventId } of grown.rows) {
    isDone = (await inEvent(db, eventId, indexStretch)) || isDone;
  }
  for (const { event_id: eventId } of edited.rows) {
    isDone = (await inEvent(db, eventId, redoMessages)) || isDone;
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
    .select(['seq', 'user_id', 'content', 'created_at'])
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
  await writePostings(tx, id, await toPostings(messages));
}

type Postings = ReadonlyMap<string, readonly number[]>;

interface Indexed {
  readonly seq: number;
  readonly user_id: string;
  readonly content: string;
}

async function toPostings(messages: readonly Indexed[]): Promise<Postings> {
  const postings = new Map<string, number[]>();
  for (const [index, { seq, user_id: userId, content }] of messages.entries()) {
    if (index % SLICE === SLICE - 1) await setImmediate();
    for (const term of [...toTerms(toTokens(content)), authorTerm(userId)]) {
      const known = postings.get(term);
      if (known === undefined) postings.set(term, [seq % BLOCK_SEQS]);
      else known.push(seq % BLOCK_SEQS);
    }
  }
  return postings;
}

async function writePostings(
  tx: Transaction<Database>,
  segmentId: number,
  postings: Postings,
): Promise<void> {
  const terms = [...postings.keys()];
  const offsets = [...postings.values()].map((some) =>
    some.length > MANY_OFFSETS ? null : `{${some.join(',')}}`,
  );
  await sql`
    insert into search_posting (segment_id, term, offsets)
    select ${segmentId}::int, term, offsets::smallint[]
    from unnest(${terms}::text[], ${offsets}::text[]) as p (term, offsets)
    order by term collate "C"
  `.execute(tx);
}
