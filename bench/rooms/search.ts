const FASTER = 1.5;
/** Two rates nearer to each other than this are the same to a measurement of seconds. */
const NEAR = 1.08;

/** Looks for the highest rate that is good: up by half until one is not, then in halves between the two. */
export class Search {
  /** The highest good rate; 0 before one is known. */
  best = 0;
  /** The lowest that was too much. */
  worst = Infinity;
  readonly #first: number;

  constructor(first: number) {
    this.#first = first;
  }

  get next(): number {
    if (this.best === 0) return Math.round(this.worst === Infinity ? this.#first : this.worst / 2);
    if (this.worst === Infinity) return Math.round(this.best * FASTER);
    return Math.round(Math.sqrt(this.best * this.worst));
  }

  get isDone(): boolean {
    return this.best > 0 && this.worst / this.best < NEAR;
  }

  /** Says what became of {@link next}. */
  judge(isGood: boolean): void {
    if (isGood) this.best = this.next;
    else this.worst = this.next;
  }
}
