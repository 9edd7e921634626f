import type { CheerCount } from '@/protocol/wire';

/** One emoji on its way up. */
export interface Float {
  readonly key: number;
  readonly emoji: string;
  /** Where it rises, from 0 to 1 of the width that there is. */
  readonly at: number;
  /** When it begins, after the notice, so that a sum does not rise as one. */
  readonly delayMs: number;
}

/** Of a sum of hundreds so many rise: more can't be told apart. */
const FLOATS_MAX = 12;
const SPREAD_MS = 900;

/**
 * What rises for one notice: all of it where it is little, else each kind's share of as many as can be seen.
 * @param random From 0 to 1.
 */
export function floatsOf(
  cheers: readonly CheerCount[],
  firstKey: number,
  random: () => number,
): readonly Float[] {
  const total = cheers.reduce((sum, { count }) => sum + count, 0);
  const share = Math.min(1, FLOATS_MAX / total);
  const emojis = cheers.flatMap(({ emoji, count }) =>
    Array.from({ length: Math.max(1, Math.round(count * share)) }, () => emoji),
  );
  return emojis.map((emoji, index) => ({
    key: firstKey + index,
    emoji,
    at: random(),
    delayMs: index === 0 ? 0 : Math.round(random() * SPREAD_MS),
  }));
}
