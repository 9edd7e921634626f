import { sql, type Kysely } from 'kysely';

import { anyOf, wordOf, type Clause } from '../domain/search-query.ts';
import { searchedText, toTokens } from '../domain/search-text.ts';
import {
  errorsAllowed,
  likelyBeginnings,
  remainsOf,
  similarWords,
} from '../domain/similar-words.ts';
import type { Database } from './schema.ts';
import type { FoundRow } from './search-messages.ts';
import type { SearchSegment } from './search-scope.ts';

/** Messages whose words are looked through, the newest. */
const MESSAGES_MAX = 32_768;

/** After all that goes on. */
const LAST_CHAR = '\u{10ffff}';

interface Vocabulary {
  readonly segments: readonly SearchSegment[];
  readonly unindexed: readonly FoundRow[];
}

/**
 * The clauses, whose words may be words that were written and differ by a typing error; null where there are no
 * such words.
 */
export async function withSimilarWords(
  db: Kysely<Database>,
  clauses: readonly Clause[],
  vocabulary: Vocabulary,
): Promise<readonly Clause[] | null> {
  let isChanged = false;
  const similar: Clause[] = [];
  for (const clause of clauses) {
    const word = wordOf(clause);
    const words = word === null ? [] : await findSimilar(db, word, vocabulary);
    isChanged ||= words.length > 0;
    similar.push({ sequences: [...clause.sequences, ...anyOf(words).sequences] });
  }
  return isChanged ? similar : null;
}

async function findSimilar(
  db: Kysely<Database>,
  word: string,
  { segments, unindexed }: Vocabulary,
): Promise<readonly string[]> {
  const allowed = errorsAllowed(word);
  const unread = new Set(
    unindexed.flatMap((row) => toTokens(searchedText(row)).map(({ text }) => text)),
  );
  if (allowed === 0 || unread.has(word) || (await isWritten(db, word, segments))) return [];
  const { beginning, middle, ending } = remainsOf(word);
  // Not a join, nor a condition with `or`: PostgreSQL would read all that the stretches have.
  const { rows } = await sql<{ term: string }>`
    select distinct p.term
    from unnest(${newest(segments)}::int[]) as s (id)
    cross join unnest(${likelyBeginnings(word)}::text[]) as letter
    cross join lateral (
      select term from search_posting
      where segment_id = s.id and term >= letter collate "C" and term < letter || ${LAST_CHAR} collate "C"
      offset 0
    ) p
    where length(p.term) between ${word.length - allowed} and ${word.length + allowed}
      and (starts_with(p.term, ${beginning}) or right(p.term, ${[...ending].length}) = ${ending}
        or ${middle === null ? sql`false` : sql`strpos(p.term, ${middle}) > 0`})
  `.execute(db);
  return similarWords(word, new Set([...rows.map(({ term }) => term), ...unread]));
}

/** The newest stretches, as many as have enough messages. */
function newest(segments: readonly SearchSegment[]): readonly number[] {
  const ordered = segments.toSorted((one, other) => other.toAt.getTime() - one.toAt.getTime());
  let messages = 0;
  const enough = ordered.findIndex(
    ({ fromSeq, toSeq }) => (messages += toSeq - fromSeq + 1) >= MESSAGES_MAX,
  );
  return ordered.slice(0, enough === -1 ? undefined : enough + 1).map(({ id }) => id);
}

/** Whether somebody wrote the word, or one that begins so: then it is no typing error. */
async function isWritten(
  db: Kysely<Database>,
  word: string,
  segments: readonly SearchSegment[],
): Promise<boolean> {
  const { rows } = await sql`
    select from unnest(${segments.map(({ id }) => id)}::int[]) as s (id)
    cross join lateral (
      select from search_posting
      where segment_id = s.id and term >= ${word} collate "C" and term < ${word + LAST_CHAR} collate "C"
      limit 1
    ) p
    limit 1
  `.execute(db);
  return rows.length > 0;
}
