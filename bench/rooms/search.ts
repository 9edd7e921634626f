const FASTER = 1.5;
/** Two values nearer to each other than this are the same to a measurement of seconds. */
const NEAR = 1.08;

/** Looks for the highest value that is good: up by half until one is not, then in halves between the two. */
export class Search {
  /** The highest good one; 0 before one is known. */
  best = 0;
  /** The lowest that was too much. */
  worst = Infinity;
  readonly #first: number;
  readonly #most: number;

  /** @param most No higher one is tried. */
  constructor(first: number, most = Infinity) {
    this.#first = first;
    this.#most = most;
  }

  get next(): number {
    return Math.min(this.#most, Math.round(this.#guess));
  }

  get isDone(): boolean {
    return this.best === this.#most || (this.best > 0 && this.worst / this.best < NEAR);
  }

  get #guess(): number {
    if (this.best === 0) return this.worst === Infinity ? this.#first : this.worst / 2;
    return this.worst === Infinity ? this.best * FASTER : Math.sqrt(this.best * this.worst);
  }

  /** Says what became of {@link next}. */
  judge(isGood: boolean): void {
    if (isGood) this.best = this.next;
    else this.worst = this.next;
  }
}
