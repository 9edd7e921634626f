/** Random numbers that a seed decides: the same seed, the same run of numbers. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  /** One of them, each as likely. @throws on an empty list. */
  pick<Item>(items: readonly Item[]): Item;
  /** An index below `count`; the first is the likeliest, the n-th n times less (Zipf's law). */
  zipf(count: number): number;
  /** A run of numbers of its own, so that what one part draws does not change another's. */
  fork(name: string): Random;
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick(items) {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    zipf(count) {
      const weights = Array.from({ length: count }, (_, index) => 1 / (index + 1));
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => (left -= weight) < 0);
      return found === -1 ? count - 1 : found;
    },
    fork: (name) => createRandom(hash(`${seed} ${name}`)),
  };
}

/** Small, fast, and good enough to choose faults by; not for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return value >>> 0;
}
