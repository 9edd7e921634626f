import type { Kysely } from 'kysely';

import type { Participation } from '../domain/rights.ts';
import { takesPart } from '../domain/rights.ts';
import { matchSearch, termGroups, type Clause, type Range } from '../domain/search-query.ts';
import { searchedText } from '../domain/search-text.ts';
import type { SearchPage } from '../protocol/search.ts';
import { readCursor, toCursor } from './cursor.ts';
import { toMessage } from './message-rows.ts';
import type { Database } from './schema.ts';
import { findCandidates, type Batch } from './search-candidates.ts';
import { readPlaces, readUnindexed, UNINDEXED_MAX, type FoundRow } from './search-messages.ts';
import {
  comparePositions,
  firstOf,
  SearchCursor,
  startOf,
  type Position,
} from './search-position.ts';
import {
  findAuthors,
  findSearched,
  listSearched,
  listSegments,
  type SearchedEvent,
  type SearchSegment,
  type TimeSpan,
} from './search-scope.ts';
import { withSimilarWords } from './search-similar.ts';

export interface SearchRequest extends TimeSpan {
  /** Who searches: only what they may read is found. */
  readonly userId: string;
  /** In one event; without it, in all that they take part in. */
  readonly eventId?: string | undefined;
  readonly clauses: readonly Clause[];
  /** Whose messages: by their name's beginning, by their id. */
  readonly authorName?: string | undefined;
  readonly authorId?: string | undefined;
  /** Only what brings files. */
  readonly hasFile?: boolean;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type SearchOutcome =
  | { readonly type: 'found'; readonly page: SearchPage }
  | { readonly type: 'no-such-event' | 'no-such-cursor' }
  | { readonly type: 'not-taking-part'; readonly participation: Participation | null };

/** Messages that are looked at for one page, and rows of the index; where they were not enough, the page is short. */
const LOOKED_AT_MAX = 1_500;
const ROWS_READ_MAX = 8_000;

const NOTHING: SearchPage = { results: [], nextCursor: null, isSimilar: false, isIndexing: false };

/**
 * A page of the messages that have what is searched for, the newest first: in one event in the log's order, over
 * all by time. What was deleted or edited before it was asked for is found no more by the text that it had.
 *
 * Cost: bounded whatever the length of the histories; a word that is rare is probed for once in 4,096 messages.
 */
export const searchMessages = (
  db: Kysely<Database>,
  request: SearchRequest,
): Promise<SearchOutcome> =>
  // One snapshot: the index is rebuilt now and then.
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => search(tx, request));

async function search(db: Kysely<Database>, request: SearchRequest): Promise<SearchOutcome> {
  const cursor = request.cursor === undefined ? null : readCursor(SearchCursor, request.cursor);
  if (cursor === undefined) return { type: 'no-such-cursor' };
  const events = await readEvents(db, request);
  if (!Array.isArray(events)) return events;
  const eventIds = events.map(({ id }) => id);
  const authors = await readAuthors(db, eventIds, request);
  if (eventIds.length === 0 || authors?.length === 0) return { type: 'found', page: NOTHING };
  const unindexed = await readUnindexed(db, events, request);
  const segments = await listSegments(db, eventIds, spanBefore(cursor, request));
  const searched: Searched = { request, events, authors, unindexed, segments, cursor };
  return { type: 'found', page: await findExactOrSimilar(db, searched, cursor) };
}

/** The times of what comes after the cursor. */
const spanBefore = (
  cursor: Position | null,
  { since, until, eventId }: SearchRequest,
): TimeSpan => {
  if (cursor === null || eventId !== undefined) return { since, until };
  const next = new Date(cursor.at + 1);
  return { since, until: until === undefined || next < until ? next : until };
};

async function findExactOrSimilar(
  db: Kysely<Database>,
  searched: Searched,
  cursor: SearchCursor | null,
): Promise<SearchPage> {
  const { clauses } = searched.request;
  if (cursor?.isSimilar === true) return (await findSimilar(db, searched)) ?? NOTHING;
  const exact = await findPage(db, searched, clauses, false);
  const isEmpty = exact.results.length === 0 && exact.nextCursor === null;
  return cursor === null && isEmpty ? ((await findSimilar(db, searched)) ?? exact) : exact;
}

async function findSimilar(db: Kysely<Database>, searched: Searched): Promise<SearchPage | null> {
  const similar = await withSimilarWords(db, searched.request.clauses, searched);
  return similar === null ? null : findPage(db, searched, similar, true);
}

async function readEvents(
  db: Kysely<Database>,
  { userId, eventId }: SearchRequest,
): Promise<SearchedEvent[] | Exclude<SearchOutcome, { type: 'found' }>> {
  if (eventId === undefined) return [...(await listSearched(db, userId))];
  const found = await findSearched(db, { eventId, userId });
  if (found === null) return { type: 'no-such-event' };
  const { event, participation } = found;
  return takesPart(participation) ? [event] : { type: 'not-taking-part', participation };
}

/** Whose messages are searched; null for everybody's. */
async function readAuthors(
  db: Kysely<Database>,
  eventIds: readonly string[],
  { authorId, authorName }: SearchRequest,
): Promise<readonly string[] | null> {
  if (eventIds.length === 0) return null;
  if (authorId !== undefined) return [authorId];
  return authorName === undefined ? null : findAuthors(db, eventIds, authorName);
}

interface Searched {
  readonly request: SearchRequest;
  readonly events: readonly SearchedEvent[];
  readonly authors: readonly string[] | null;
  readonly unindexed: readonly FoundRow[];
  readonly segments: readonly SearchSegment[];
  readonly cursor: Position | null;
}

interface Hit extends Position {
  readonly row: FoundRow;
  readonly ranges: readonly Range[];
}

async function findPage(
  db: Kysely<Database>,
  searched: Searched,
  clauses: readonly Clause[],
  isSimilar: boolean,
): Promise<SearchPage> {
  const { request, events, authors } = searched;
  const isOneEvent = request.eventId !== undefined;
  const hits = new Map<string, Hit>();
  const look = (rows: readonly FoundRow[]): void => {
    for (const row of rows) {
      const position = positionOf(row, isOneEvent);
      if (searched.cursor !== null && comparePositions(position, searched.cursor) <= 0) continue;
      if (authors !== null && !authors.includes(row.user_id)) continue;
      if (request.hasFile && row.attachments === null) continue;
      const ranges = matchSearch(searchedText(row), clauses);
      if (ranges !== null) hits.set(row.id, { ...position, row, ranges });
    }
  };
  look(searched.unindexed);
  const segments = remaining(searched, isOneEvent);
  let bound = segments[0] === undefined ? null : startOf(segments[0], isOneEvent);
  let shown = before(hits, bound);
  let lookedAt = 0;
  let rowsRead = 0;
  // One more says that there is another page, and the last of a batch is not certain yet.
  const asked = { segments, groups: termGroups(clauses, authors, request.hasFile) };
  for await (const batch of findCandidates(db, asked, request.limit + 2)) {
    const rows = await readPlaces(db, batch.places, request);
    look(rows);
    lookedAt += batch.places.length;
    rowsRead += batch.rowsRead;
    bound = boundAfter(batch, rows, isOneEvent);
    shown = before(hits, bound);
    if (shown.length > request.limit) break;
    const isMuch = lookedAt > LOOKED_AT_MAX || rowsRead > ROWS_READ_MAX;
    // A page that ends where it began would be followed by itself.
    if (isMuch && isAfter(bound, searched.cursor)) break;
  }
  const page = shown.slice(0, request.limit);
  const end = shown.length > request.limit ? (page.at(-1) ?? null) : bound;
  return {
    results: page.map((hit) => toResult(hit, events)),
    nextCursor: end === null ? null : toCursor({ ...toPosition(end), isSimilar }),
    isSimilar,
    isIndexing: events.some(({ headSeq, throughSeq }) => headSeq - throughSeq > UNINDEXED_MAX),
  };
}

const isAfter = (bound: Position | null, cursor: Position | null): boolean =>
  bound === null || cursor === null || comparePositions(bound, cursor) > 0;

const toPosition = ({ at, eventId, seq }: Position): Position => ({ at, eventId, seq });

const positionOf = (row: FoundRow, isOneEvent: boolean): Position => ({
  at: isOneEvent ? 0 : row.created_at.getTime(),
  eventId: row.event_id,
  seq: row.seq,
});

/** Those stretches that can have what comes after the cursor, in their order. */
function remaining({ segments, cursor }: Searched, isOneEvent: boolean): readonly SearchSegment[] {
  const ordered = segments.toSorted((one, other) =>
    comparePositions(startOf(one, isOneEvent), startOf(other, isOneEvent)),
  );
  if (cursor === null || !isOneEvent) return ordered;
  return ordered
    .filter(({ fromSeq }) => fromSeq < cursor.seq)
    .map((segment) => ({ ...segment, toSeq: Math.min(segment.toSeq, cursor.seq - 1) }));
}

/** The hits that nothing can come before any more, in order. */
const before = (hits: ReadonlyMap<string, Hit>, bound: Position | null): readonly Hit[] =>
  [...hits.values()]
    .filter((hit) => bound === null || comparePositions(hit, bound) < 0)
    .toSorted(comparePositions);

/** Where what was not looked at begins. */
function boundAfter(
  { places, unfinished, next }: Batch,
  rows: readonly FoundRow[],
  isOneEvent: boolean,
): Position | null {
  const afterwards = next === null ? null : startOf(next, isOneEvent);
  if (unfinished === null) return afterwards;
  const { eventId, toAt } = unfinished;
  const times = rows.filter((row) => row.event_id === eventId).map((row) => row.created_at);
  const at = isOneEvent ? 0 : Math.min(...[...times, toAt].map((time) => time.getTime()));
  return firstOf({ at, eventId, seq: places.at(-1)?.seq ?? 0 }, afterwards);
}

const toResult = ({ row, ranges }: Hit, events: readonly SearchedEvent[]) => ({
  message: toMessage(row, row.event_id),
  eventTitle: events.find(({ id }) => id === row.event_id)?.title ?? '',
  // What is behind the text was found in the names of its files.
  ranges: ranges
    .filter(([, to]) => to <= row.content.length)
    .map(([from, to]): [number, number] => [from, to]),
});
