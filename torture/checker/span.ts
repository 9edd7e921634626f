import type { CheckedLog, Reader } from './final-logs.ts';

/** How one entry stands to what a client had seen of its span before. */
export type Step = 'next' | 'doubled' | 'late' | 'beyond';

interface Beginning {
  readonly from: number;
  readonly end: number;
  readonly epoch: string;
  readonly at: number;
  readonly reader: Reader;
  /** Whether somebody has asked to delete a message by now. */
  readonly isGone?: (messageId: string) => boolean;
}

/**
 * A stretch of one log that one client answers for: every entry that is owed to it, once, in order.
 *
 * An entry that comes after later ones is `late` where it was missing, and `doubled` where it was
 * there. Nothing is owed from the place on at which the person's participation ended.
 */
export class Span {
  readonly client: string;
  readonly person: string;
  readonly log: CheckedLog;
  readonly reader: Reader;
  /** Counts the log's epochs: a span of an earlier one can't be compared with what the database has now. */
  readonly isComparable: boolean;
  /** Its person no longer takes part from here on; infinite where it goes on. */
  readonly end: number;
  /** When it began, or was last told to read anew. */
  begunAt: number;
  /** Everything up to here was seen, is missing, or was not owed. */
  last: number;
  /** Nothing can have come since the last entry: the connection was lost, and none has gone on with it. */
  isCut = false;
  readonly #isGone: (messageId: string) => boolean;
  readonly #missing = new Set<number>();

  constructor(
    { client, person }: { readonly client: string; readonly person: string },
    log: CheckedLog,
    { from, end, epoch, at, reader, isGone = () => false }: Beginning,
  ) {
    this.client = client;
    this.person = person;
    this.log = log;
    this.reader = reader;
    this.isComparable = epoch === log.epoch;
    this.end = end;
    this.last = from;
    this.begunAt = at;
    this.#isGone = isGone;
  }

  /**
   * What is owed when the client begins another span after a place: nothing after the last entry seen, unless
   * the participation had ended before that place. Ours goes on from there in the next span, since it reads the
   * history.
   */
  owedBefore(next: number): number {
    return this.end <= next && this.reader.kind !== 'smart' ? this.end : this.last;
  }

  /** Whether one who watches already, and says so again, has seen more than the place that it names. */
  goesOnAt({ seq, epoch }: { readonly seq: number; readonly epoch: string }): boolean {
    const isSameLog = this.isComparable && epoch === this.log.epoch;
    return this.reader.kind !== 'smart' && isSameLog && seq <= this.last && seq < this.end;
  }

  get hasEnd(): boolean {
    return this.end !== Infinity;
  }

  get missing(): readonly number[] {
    return [...this.#missing];
  }

  see(seq: number): Step {
    this.isCut = false;
    if (seq >= this.end) return 'beyond';
    if (seq > this.last) {
      this.#miss(seq - 1);
      this.last = seq;
      return 'next';
    }
    return this.#missing.delete(seq) ? 'late' : 'doubled';
  }

  /**
   * Everything that is owed up to a place, and is not there, is missing. Of a client of ours whose
   * participation ended, its own last messages are not: it shows them from their acknowledgement on,
   * and what it shows is recorded once somebody else's message stands behind.
   */
  close(until: number): void {
    const last = this.last;
    this.#miss(this.#isOver() ? last : Math.min(until, this.end - 1, this.log.head));
    if (this.reader.kind !== 'smart' || !this.hasEnd) return;
    for (const seq of this.#missing) {
      if (seq > last && this.log.at(seq)?.actorId === this.person) this.#missing.delete(seq);
    }
  }

  /** Told to read anew: it goes on after a place, and owes nothing in between. */
  restart(seq: number, at: number): void {
    this.last = seq;
    this.begunAt = at;
  }

  /** Whether it has everything that is owed to it up to a place. */
  has(seq: number): boolean {
    if (this.#isOver()) return true;
    const until = Math.min(seq, this.end - 1);
    return this.log.owed(this.last, until, this.reader) <= 0;
  }

  /**
   * Who has no connection when its participation ends is owed no more: coming back, it takes part
   * anew, and nothing from before is told.
   */
  #isOver(): boolean {
    return this.hasEnd && this.isCut;
  }

  #miss(until: number): void {
    if (!this.isComparable) return void (this.last = Math.max(this.last, until));
    if (this.log.mayOwe(this.last, until, this.reader)) {
      for (let seq = this.last + 1; seq <= until; seq += 1) {
        if (this.log.isOwed(seq, this.reader, this.#isGone)) this.#missing.add(seq);
      }
    }
    this.last = Math.max(this.last, until);
  }
}
