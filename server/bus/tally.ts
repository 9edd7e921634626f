/** Things of which there may be several each. */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** How many different ones. */
  get size(): number {
    return this.#counts.size;
  }

  count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** Whether it is the first one. */
  add(key: string): boolean {
    const before = this.count(key);
    this.#counts.set(key, before + 1);
    return before === 0;
  }

  /** Whether it was the last one. */
  drop(key: string): boolean {
    const before = this.count(key);
    if (before > 1) this.#counts.set(key, before - 1);
    return before <= 1 && this.#counts.delete(key);
  }

  all(): readonly string[] {
    return [...this.#counts.keys()];
  }
}
