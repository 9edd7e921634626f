export type Side = 'to-server' | 'to-client';

/** What is wrong with a link. Any number of these may hold at once; see {@link combine}. */
export interface Conditions {
  /** Everything comes this much later. */
  readonly latencyMs?: number;
  /** And up to this much more, by chance; order is kept, as TCP keeps it. */
  readonly jitterMs?: number;
  readonly bytesPerSecond?: number;
  /** Passed on in pieces of at most this size, each in a packet of its own. */
  readonly sliceBytes?: number;
  /** Nothing gets through on these sides; what is sent meanwhile comes when it is over, as TCP repeats it. */
  readonly held?: readonly Side[];
  /** A connection is reset once this many more bytes went one way. */
  readonly limitBytes?: number;
  /** The news that one end has closed reaches the other this much later. */
  readonly slowCloseMs?: number;
  /** New connections are reset at once. */
  readonly refuses?: boolean;
}

/** All of them together: delays add up, limits are the strictest. */
export function combine(all: Iterable<Conditions>): Conditions {
  let sum: Conditions = {};
  for (const one of all) sum = { ...added(sum, one), ...strictest(sum, one) };
  return sum;
}

const added = (one: Conditions, other: Conditions): Conditions => ({
  latencyMs: sumOf(one.latencyMs, other.latencyMs),
  jitterMs: sumOf(one.jitterMs, other.jitterMs),
  slowCloseMs: sumOf(one.slowCloseMs, other.slowCloseMs),
  held: [...new Set([one.held ?? [], other.held ?? []].flat())],
  refuses: [one, other].some(({ refuses }) => refuses),
});

const sumOf = (one = 0, other = 0): number => one + other;

const LIMITS = ['bytesPerSecond', 'sliceBytes', 'limitBytes'] as const;

const strictest = (one: Conditions, other: Conditions): Conditions =>
  Object.fromEntries(
    LIMITS.flatMap((name) => {
      const given = [one[name], other[name]].filter((value) => value !== undefined);
      return given.length === 0 ? [] : [[name, Math.min(...given)]];
    }),
  );
