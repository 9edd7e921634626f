import type { Spread } from './verdict.ts';

/** Each bucket is a hundredth wider than the one before, from a hundredth of a millisecond on. */
const BASE_MS = 0.01;
const GROWTH = 1.01;

/** Distribution of durations in a fixed amount of memory, exact to a hundredth. */
export class Durations {
  readonly #buckets: number[] = [];
  #count = 0;
  #max = 0;

  add(ms: number): void {
    const bucket = Math.max(0, Math.ceil(Math.log(Math.max(ms, BASE_MS) / BASE_MS) / LOG_GROWTH));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#max = Math.max(this.#max, ms);
  }

  get count(): number {
    return this.#count;
  }

  /** 0 where there is nothing. */
  at(share: number): number {
    let left = Math.ceil(this.#count * share);
    if (left === 0) return 0;
    for (const [bucket, count] of this.#buckets.entries()) {
      left -= count ?? 0;
      if (left <= 0) return Math.min(this.#max, BASE_MS * GROWTH ** bucket);
    }
    return this.#max;
  }

  spread(): Spread {
    return { p50: this.at(0.5), p99: this.at(0.99), max: this.#max };
  }
}

const LOG_GROWTH = Math.log(GROWTH);
