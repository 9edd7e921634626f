import type { RestClient } from '../../lib/rest-client.ts';
import { SEARCH_MAX_ROWS } from '../../protocol/search.ts';
import type { SearchedLine } from '../history.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { WordedMessage } from '../wordings.ts';
import type { Actor } from './workload.ts';

/** Somebody who searches: whoever has an account. */
export interface Searcher {
  readonly name: string;
  readonly personId: string;
  readonly rest: RestClient;
}

export const toSearcher = ({ client: { name, person }, rest }: Actor): Searcher => ({
  name,
  personId: person.id,
  rest,
});

interface Parts {
  readonly recorder: Recorder;
  readonly random: Random;
  /** Begins something that the run waits for. */
  readonly flow: (begin: () => Promise<void>) => void;
}

/** Share of the searches for what was changed, the latest the likeliest. */
const CHANGED = 0.6;
/** Share of the searches in all events that one takes part in. */
const EVERYWHERE = 0.2;

/** What people search for while the run goes on: any words that a message has, or had. */
export class SearchingPeople {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(actor: Actor): void {
    const { recorder, random, flow } = this.#parts;
    const { changed, all } = recorder.wordings;
    const isChanged = changed.length > 0 && random.chance(CHANGED);
    const message = isChanged
      ? changed.at(-1 - random.zipf(changed.length))
      : pickFrom(all, random);
    if (message === undefined) return;
    const word = random.pick(message.words);
    const where = random.chance(EVERYWHERE) ? {} : { eventId: message.eventId };
    flow(() => search(recorder, toSearcher(actor), { word, ...where }));
  }

  /** Somebody who has just been put out, or has left, looks for what was said there, in both ways. */
  async afterLeaving(actor: Actor, eventId: string): Promise<void> {
    const { recorder } = this.#parts;
    const searcher = toSearcher(actor);
    const last = recorder.wordings.all.findLast((message) => message.eventId === eventId);
    const word = last?.words[0];
    if (word === undefined) return;
    await search(recorder, searcher, { word, eventId });
    await search(recorder, searcher, { word });
  }
}

const pickFrom = (messages: readonly WordedMessage[], random: Random): WordedMessage | undefined =>
  messages.length === 0 ? undefined : random.pick(messages);

interface Sought {
  readonly word: string;
  readonly eventId?: string;
}

/** Pages of one answer: a word has one message, or a page of those like it. */
const PAGES_MAX = 20;

/** Searches for one word on all pages, and records the whole answer; nothing where there was none. */
export async function search(
  recorder: Recorder,
  searcher: Searcher,
  sought: Sought,
): Promise<void> {
  const { name: client, personId: person, rest } = searcher;
  const { word, eventId } = sought;
  const line = { client, person, askedAt: recorder.now(), ...sought };
  const found: SearchedLine['found'] = [];
  let isIndexing = false;
  let cursor: string | undefined;
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const answer = await rest.search({ query: word, eventId, cursor, limit: SEARCH_MAX_ROWS });
    if (!answer.ok) {
      const { retryable, code } = answer.error;
      // Only the first page says whether one may search at all; a session may have ended meanwhile.
      if (page > 1 || retryable || code === 'unauthenticated') return;
      return recorder.write({ type: 'searched', ...line, code, found: [] });
    }
    const { results, nextCursor, isSimilar } = answer.value;
    found.push(...results.map(({ message }) => toFound(message)));
    isIndexing ||= answer.value.isIndexing;
    if (nextCursor === null || isSimilar) {
      return recorder.write({ type: 'searched', ...line, found, isSimilar, isIndexing });
    }
    cursor = nextCursor;
  }
}

const toFound = ({ eventId = '', id, content }: Found) => ({ eventId, messageId: id, content });

interface Found {
  readonly id: string;
  readonly eventId?: string | undefined;
  readonly content: string;
}
