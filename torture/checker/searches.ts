import type { FinalLog, RequestLine, SearchedLine } from '../history.ts';
import { wordIn } from '../words.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { TakingPart } from './taking-part.ts';
import { isOverBefore, saidSince, Worded, type WordedMessage } from './worded.ts';

interface Parts {
  readonly court: Court;
  readonly logs: ReadonlyMap<string, CheckedLog>;
  readonly takingPart: TakingPart;
}

/**
 * K17: what is found. By what was acknowledged before a search was asked for, and by what nobody asked to change until it
 * was answered:
 *
 * - nothing is found that was deleted, nor a text that was followed by another one, nor anything without the word, where
 *   the answer does not say so; nothing of an event that the one who searches does not take part in, and that they are
 *   told where they search in that event alone;
 * - what stands is found by the word that it has, once, by whoever takes part, whether it is indexed or not.
 *
 * After the run the index has none of the words of what was deleted. How soon something is indexed is not promised: what
 * the index lacks is read itself. Where an answer says that not everything can be found yet, nothing is missing in it.
 */
export class Searches {
  readonly #parts: Parts;
  readonly #worded = new Worded();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  request(line: RequestLine): void {
    this.#worded.add(line);
  }

  add(line: SearchedLine): void {
    if (line.code !== undefined) return this.#refused(line);
    const { eventId, person, askedAt } = line;
    if (eventId !== undefined) {
      const isOut = this.#parts.takingPart.wasOut(person, eventId, askedAt);
      this.#check(line, !isOut, () => 'was answered, and takes no part there');
    }
    for (const found of line.found) {
      const wrong = this.#wrongOf(found, line);
      this.#check(line, wrong === null, () => `found ${found.messageId}, ${wrong}`);
    }
    this.#lookFor(line);
  }

  /** @returns how much is otherwise than it must be. */
  finish(finals: readonly FinalLog[]): number {
    for (const { eventId, searchWords = [] } of finals) {
      for (const word of searchWords) {
        const message = this.#worded.withWord(word);
        if (message === undefined) continue;
        const { messageId } = message;
        const isGone = this.#parts.logs.get(eventId)?.stateOf(messageId)?.deletedAt != null;
        const what = `the index of search has "${word}", of ${messageId}, which was deleted`;
        this.#parts.court.check('K17', !isGone, () => ({ what, eventId }));
      }
    }
    return this.#parts.court.count('K17');
  }

  #refused(line: SearchedLine): void {
    const { eventId, person, askedAt, code } = line;
    if (code !== 'forbidden' || eventId === undefined) return;
    const isIn = this.#parts.takingPart.wasIn(person, eventId, askedAt);
    this.#check(line, !isIn, () => 'was refused, and takes part there');
  }

  #wrongOf({ eventId, messageId, content }: Found, line: SearchedLine): string | null {
    const { takingPart } = this.#parts;
    if (line.eventId !== undefined && line.eventId !== eventId) return 'which is elsewhere';
    if (takingPart.wasOut(line.person, eventId, line.askedAt)) return 'where they take no part';
    if (line.isSimilar !== true && wordIn(content) !== line.word) return 'which lacks the word';
    const message = this.#worded.of(messageId);
    if (message === undefined) return null;
    if (message.goneAt < line.askedAt) return 'which was deleted';
    return isOverBefore(message, content, line.askedAt) ? 'by a text that is over' : null;
  }

  /** Whether what has the word is found, where that is sure. */
  #lookFor(line: SearchedLine): void {
    const { word, person, askedAt, found, isIndexing } = line;
    const message = this.#worded.withWord(word);
    if (message === undefined || isIndexing === true || !this.#mustBeFound(message, line)) return;
    const isIn = this.#parts.takingPart.wasIn(person, message.eventId, askedAt);
    if (!isIn) return;
    const count = found.filter(({ messageId }) => messageId === message.messageId).length;
    this.#check(line, count === 1, () => `found ${message.messageId} ${count} times`);
  }

  #mustBeFound(message: WordedMessage, { word, eventId, askedAt }: SearchedLine): boolean {
    if (eventId !== undefined && eventId !== message.eventId) return false;
    const content = [...message.wordings.values()].find(
      (wording) => wordIn(wording.content) === word,
    )?.content;
    return content !== undefined && saidSince(message, content, askedAt);
  }

  #check(line: SearchedLine, is: boolean, why: () => string): void {
    const { client, at, eventId, word, askedAt } = line;
    const asked = `who searched for "${word}" at ${Math.round(askedAt)} ms`;
    const where = eventId !== undefined && { eventId };
    this.#parts.court.check('K17', is, () => {
      return { what: `${client}, ${asked}, ${why()}`, at, client, ...where };
    });
  }
}

type Found = SearchedLine['found'][number];
