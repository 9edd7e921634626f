import type { HistoryLine, RequestLine } from './history.ts';

/** A message that is known to be stored. */
export interface SpokenMessage {
  readonly eventId: string;
  readonly author: string;
  readonly messageId: string;
  /** Its place in the log. */
  readonly seq: number;
}

/** Older messages of one person are changed no more. */
const KEPT_OF_EACH = 15;
/** Nor are these by who moderates. */
const KEPT_OF_ALL = 60;

/** The messages that were acknowledged last, for who wants to change them, and those that are to be deleted. */
export class Spoken {
  readonly #byAuthor = new Map<string, SpokenMessage[]>();
  readonly #all: SpokenMessage[] = [];
  readonly #going = new Set<string>();

  note(line: HistoryLine): void {
    if (line.type === 'invoke' && line.does === 'delete' && line.messageId !== undefined) {
      this.#going.add(line.messageId);
    }
    if (line.type !== 'ok' || line.does !== 'send' || line.messageId === undefined) return;
    const { author } = line;
    const spoken = toSpoken(line, line.messageId);
    const own = this.#byAuthor.get(author) ?? [];
    this.#byAuthor.set(author, own);
    for (const [kept, max] of [
      [own, KEPT_OF_EACH],
      [this.#all, KEPT_OF_ALL],
    ] as const) {
      kept.push(spoken);
      if (kept.length > max) kept.shift();
    }
  }

  /** The newest messages of a person that nobody has asked to delete. */
  of(author: string): readonly SpokenMessage[] {
    return (this.#byAuthor.get(author) ?? []).filter(({ messageId }) => !this.isGoing(messageId));
  }

  /** The newest of everybody. */
  get all(): readonly SpokenMessage[] {
    return this.#all.filter(({ messageId }) => !this.isGoing(messageId));
  }

  /** Whether somebody has asked to delete it. */
  isGoing(messageId: string): boolean {
    return this.#going.has(messageId);
  }
}

const toSpoken = ({ eventId, author, seq = 0 }: RequestLine, messageId: string): SpokenMessage => ({
  eventId,
  author,
  messageId,
  seq,
});
