interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
}

/**
 * How long to wait before the next try: doubles from `minMs` up to `maxMs`, then
 * takes a random half of that, so that many clients do not come back at once.
 * `failures` is the number of tries that failed so far, `random` is in [0, 1).
 */
export function backoffMs({ minMs, maxMs }: Backoff, failures: number, random: number): number {
  const full = Math.min(maxMs, minMs * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return Math.round(full / 2 + (full / 2) * random);
}
