import { sql, type Kysely } from 'kysely';

import { anyOf, wordOf, type Clause } from '../domain/search-query.ts';
import { toTokens } from '../domain/search-text.ts';
import { errorsAllowed, likelyBeginnings, similarWords } from '../domain/similar-words.ts';
import type { Database } from './schema.ts';
import type { FoundRow } from './search-messages.ts';
import type { SearchSegment } from './search-scope.ts';

/** Stretches whose words are looked through: the newest 32,000 messages. */
const SEGMENTS_MAX = 8;

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
    unindexed.flatMap(({ content }) => toTokens(content).map(({ text }) => text)),
  );
  if (allowed === 0 || unread.has(word) || (await isWritten(db, word, segments))) return [];
  const beginnings = likelyBeginnings(word);
  const ids = segments
    .toSorted((one, other) => other.toAt.getTime() - one.toAt.getTime())
    .slice(0, SEGMENTS_MAX)
    .map(({ id }) => id);
  const begins = beginnings.map(
    (letter) =>
      sql`(term >= ${letter} collate "C" and term < ${`${letter}\u{10ffff}`} collate "C")`,
  );
  const { rows } = await sql<{ term: string }>`
    select distinct term from search_posting
    where segment_id = any (${ids}::int[]) and (${sql.join(begins, sql` or `)})
      and length(term) between ${word.length - allowed} and ${word.length + allowed}
  `.execute(db);
  return similarWords(word, new Set([...rows.map(({ term }) => term), ...unread]));
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
      where segment_id = s.id and term >= ${word} collate "C" and term < ${`${word}\u{10ffff}`} collate "C"
      limit 1
    ) p
    limit 1
  `.execute(db);
  return rows.length > 0;
}
