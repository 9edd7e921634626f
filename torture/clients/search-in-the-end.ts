import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import type { DatabaseHandle } from '../../db/client.ts';
import { WORTH_INDEXING } from '../../db/search-index.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { WordedMessage } from '../wordings.ts';
import { search, toSearcher, type Searcher } from './searching.ts';
import type { Actor } from './workload.ts';

/** The index follows seconds behind the logs; what it lacks is found all the same. */
const INDEXED_WITHIN_MS = 30_000;
const POLL_MS = 250;
/** Messages of each event that are looked for: so many that were changed, and so many of all. */
const CHANGED = 20;
const ANY = 10;
/** What one person looks for in each event at least. */
const WORDS_EACH = 5;
const AT_ONCE = 8;

interface Ending {
  readonly recorder: Recorder;
  readonly random: Random;
  readonly actors: readonly Actor[];
  /** Somebody who has never taken part in anything. */
  readonly outsider: Searcher;
  readonly database: DatabaseHandle;
}

/**
 * Waits until the index of search has all that was said and edited, or the time is over. Then everybody searches in the
 * events that they are in for words that messages have, and for those that they had, each of which several look for.
 */
export async function searchInTheEnd(ending: Ending): Promise<void> {
  await settleIndex(ending.database);
  const byEvent = Map.groupBy(ending.recorder.wordings.all, ({ eventId }) => eventId);
  const searches = [...byEvent].flatMap(([eventId, messages]) =>
    searchesIn(ending, eventId, sampleOf(messages, ending.random)),
  );
  const left = searches.values();
  const work = async (): Promise<void> => {
    for (const one of left) await one();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

type Search = () => Promise<void>;

function searchesIn(
  { recorder, actors, outsider }: Ending,
  eventId: string,
  words: readonly string[],
): readonly Search[] {
  const [first] = words;
  const inside = actors.filter(({ client }) => client.rooms().includes(eventId));
  if (first === undefined || inside.length === 0) return [];
  const each = Math.max(WORDS_EACH, Math.ceil(words.length / inside.length));
  const turns = inside.flatMap((actor, index): readonly Search[] =>
    Array.from({ length: each }, (_, turn) => {
      const word = words[(index * each + turn) % words.length] ?? first;
      return () => search(recorder, toSearcher(actor), { word, eventId });
    }),
  );
  const fromOutside = [{ word: first, eventId }, { word: first }];
  return [...turns, ...fromOutside.map((sought) => () => search(recorder, outsider, sought))];
}

/** All words of some messages that were changed, and of some others. */
function sampleOf(messages: readonly WordedMessage[], random: Random): readonly string[] {
  const changed = messages.filter(({ words, isGoing }) => isGoing || words.length > 1);
  const chosen = new Set([
    ...Array.from({ length: CHANGED }, () => changed[random.int(0, changed.length - 1)]),
    ...Array.from({ length: ANY }, () => random.pick(messages)),
  ]);
  return [...chosen].flatMap((message) => message?.words ?? []);
}

async function settleIndex({ db }: DatabaseHandle): Promise<void> {
  const deadline = performance.now() + INDEXED_WITHIN_MS;
  while (performance.now() < deadline && !(await isIndexed(db))) await sleep(POLL_MS);
}

async function isIndexed(db: DatabaseHandle['db']): Promise<boolean> {
  const { rows } = await sql<{ readonly is: boolean }>`
    select not exists (select from search_redo) and not exists (
      select from event_log_head h left join search_progress p using (event_id)
      where h.head_seq - coalesce(p.through_seq, 0) >= ${WORTH_INDEXING}
    ) as is
  `.execute(db);
  return rows[0]?.is ?? false;
}
