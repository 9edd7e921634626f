import type { Piece } from './stream.ts';
import { Waits } from './waits.ts';

/** How far one reader has heard its room. */
export interface Place {
  /** What comes next, if nothing is wrong. */
  next: number;
  /** What was skipped and has not come. */
  readonly skipped: Set<number>;
}

/** What was sent, and the first copy of it that anybody heard. */
interface Saying {
  readonly at: number;
  /** As the server numbered it; 0 before anybody heard it. */
  seq: number;
  bytes: Buffer;
  /** What all copies must say: everything but the place of the entry before it. */
  meaning: string;
  heardBy: number;
}

const NOTHING = Buffer.alloc(0);
/** A number further ahead is no gap but nonsense. */
const FURTHEST_AHEAD = 100_000;

/**
 * Makes sure that every reader hears everything that was sent, whole, once, and in one dense order for all.
 * A delivery that equals the first copy of what the reader has to hear next costs one comparison of bytes; only
 * all others are parsed.
 */
export class Checker {
  readonly waits: Waits;
  deliveries = 0;
  doubled = 0;
  reordered = 0;
  altered = 0;
  heardByAll = 0;
  onHeardByAll = (): void => {};
  readonly #places = new Set<Place>();
  readonly #said = new Map<string, Saying>();
  readonly #bySeq = new Map<number, Saying>();
  #order: Saying[] = [];
  #oldest = 0;
  #head = 0;

  /** @param waits Where waits are counted, which several rooms may share. */
  constructor(waits = new Waits()) {
    this.waits = waits;
  }

  /** A reader who has heard everything up to `seq`. */
  join(seq: number): Place {
    const place = { next: seq + 1, skipped: new Set<number>() };
    this.#places.add(place);
    this.#head = Math.max(this.#head, seq);
    return place;
  }

  /** Nothing is owed to a reader who has left. */
  leave(place: Place): void {
    this.#places.delete(place);
  }

  /** Texts differ from each other. */
  say(content: string, at: number): void {
    const saying = { at, seq: 0, bytes: NOTHING, meaning: '', heardBy: 0 };
    this.#said.set(content, saying);
    this.#order.push(saying);
  }

  /** Deliveries that are owed by now. */
  get owed(): number {
    return this.#said.size * this.#places.size;
  }

  /** False where these are not the bytes that come next: then see what they mean. */
  hear(place: Place, { bytes, from, to, at }: Piece): boolean {
    const saying = this.#bySeq.get(place.next);
    if (saying === undefined || saying.bytes.length !== to - from) return false;
    if (bytes.compare(saying.bytes, 0, saying.bytes.length, from, to) !== 0) return false;
    place.next += 1;
    this.#count(saying, at);
    return true;
  }

  /** A message that is not what was expected, byte for byte. */
  judge(place: Place, piece: Piece, message: Readonly<Record<string, unknown>>): void {
    const { seq, content, after: _, ...rest } = message;
    const saying = this.#said.get(String(content));
    if (saying === undefined || typeof seq !== 'number' || seq - place.next > FURTHEST_AHEAD) {
      this.altered += 1;
      return;
    }
    const meaning = JSON.stringify([seq, content, rest]);
    if (saying.seq === 0) {
      // A copy: what was read into is used again.
      const copy = Buffer.from(piece.bytes.subarray(piece.from, piece.to));
      this.#keepFirst(saying, { seq, copy, meaning });
    }
    if (saying.meaning !== meaning) this.altered += 1;
    else if (this.#isNew(place, seq)) this.#count(saying, piece.at);
  }

  /** Deliveries that have not come. */
  get missing(): number {
    const unheard = [...this.#said.values()].filter(({ seq }) => seq === 0).length;
    const behind = [...this.#places].map(
      ({ next, skipped }) => this.#head + 1 - next + skipped.size,
    );
    return unheard * this.#places.size + behind.reduce((sum, count) => sum + count, 0);
  }

  /** How long the oldest that not all have heard has waited. */
  oldestWait(now: number): number {
    while (this.#order[this.#oldest]?.heardBy === this.#places.size) this.#oldest += 1;
    return now - (this.#order[this.#oldest]?.at ?? now);
  }

  /** Counts from zero, but for waits; readers stay where they are. */
  clear(): void {
    this.#said.clear();
    this.#bySeq.clear();
    this.#order = [];
    this.#oldest = 0;
    this.deliveries = this.doubled = this.reordered = this.altered = this.heardByAll = 0;
  }

  #keepFirst(
    saying: Saying,
    first: { readonly seq: number; readonly copy: Buffer; readonly meaning: string },
  ): void {
    saying.seq = first.seq;
    saying.bytes = first.copy;
    saying.meaning = first.meaning;
    this.#bySeq.set(first.seq, saying);
    this.#head = Math.max(this.#head, first.seq);
  }

  #isNew(place: Place, seq: number): boolean {
    if (seq < place.next) {
      const isLate = place.skipped.delete(seq);
      if (isLate) this.reordered += 1;
      else this.doubled += 1;
      return isLate;
    }
    for (let skipped = place.next; skipped < seq; skipped += 1) place.skipped.add(skipped);
    place.next = seq + 1;
    return true;
  }

  #count(saying: Saying, at: number): void {
    this.deliveries += 1;
    saying.heardBy += 1;
    this.waits.add(at - saying.at);
    if (saying.heardBy !== this.#places.size) return;
    this.heardByAll += 1;
    this.onHeardByAll();
  }
}
