const STEPS_IN_MS = 20;
const LONGEST_MS = 20_000;

/** How long millions of deliveries took, to 0.05 ms, in the memory of one array; longer than 20 s counts as 20 s. */
export class Waits {
  readonly #counts = new Uint32Array(LONGEST_MS * STEPS_IN_MS + 1);
  #total = 0;
  max = 0;

  add(ms: number): void {
    const step = Math.min(this.#counts.length - 1, Math.max(0, Math.floor(ms * STEPS_IN_MS)));
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total += 1;
    if (ms > this.max) this.max = ms;
  }

  /** The wait, in milliseconds, that a share of all deliveries did not exceed. */
  at(share: number): number {
    const rank = this.#total * share;
    let passed = 0;
    for (const [step, count] of this.#counts.entries()) {
      passed += count;
      if (count > 0 && passed >= rank) return (step + 1) / STEPS_IN_MS;
    }
    return 0;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
    this.max = 0;
  }
}
