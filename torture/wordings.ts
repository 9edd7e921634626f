import type { HistoryLine, RequestLine } from './history.ts';
import { wordIn } from './words.ts';

/** A message that somebody was told is stored. */
export interface WordedMessage {
  readonly eventId: string;
  readonly messageId: string;
  /** The unique words of all texts that it was ever to have, the newest last. */
  readonly words: string[];
  /** Whether somebody has asked to delete it. */
  isGoing: boolean;
}

/** Older messages of a long run are not looked for. */
const KEPT = 5_000;
const CHANGED_KEPT = 200;

/** What messages were ever to say, for who searches. */
export class Wordings {
  readonly #sends = new Map<number, string>();
  readonly #messages = new Map<string, WordedMessage>();
  readonly #changed: WordedMessage[] = [];

  /** The oldest first. */
  get all(): readonly WordedMessage[] {
    return [...this.#messages.values()];
  }

  /** Those whose text was given another, or taken away, the latest at the end. */
  get changed(): readonly WordedMessage[] {
    return this.#changed;
  }

  note(line: HistoryLine): void {
    if (!('does' in line)) return;
    if (line.does === 'send') this.#send(line);
    else if (line.does === 'edit' || line.does === 'delete') this.#change(line);
  }

  #change({ type, does, messageId = '', content = '' }: RequestLine): void {
    const message = this.#messages.get(messageId);
    if (message === undefined) return;
    const word = wordIn(content);
    if (type === 'invoke' && word !== undefined) message.words.push(word);
    message.isGoing ||= does === 'delete';
    if (type === 'ok') keep(this.#changed, message, CHANGED_KEPT);
  }

  #send({ type, op, content = '', messageId, eventId }: RequestLine): void {
    if (type === 'invoke') {
      this.#sends.set(op, content);
      return;
    }
    const word = wordIn(this.#sends.get(op) ?? '');
    this.#sends.delete(op);
    if (type !== 'ok' || messageId === undefined || word === undefined) return;
    if (this.#messages.has(messageId)) return;
    this.#messages.set(messageId, { eventId, messageId, words: [word], isGoing: false });
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > KEPT && oldest !== undefined) this.#messages.delete(oldest);
  }
}

function keep<Item>(items: Item[], item: Item, max: number): void {
  items.push(item);
  if (items.length > max) items.shift();
}
