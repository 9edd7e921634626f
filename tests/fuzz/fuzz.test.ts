import { randomInt } from 'node:crypto';

import { expect, test } from 'vitest';

import { fuzz, type FuzzReport } from './fuzz.ts';

const FIXED_SEED = 20_261_125;
const SECONDS = 3;
const PATIENCE_MS = 3_000;
const PROGRESS_EVERY_MS = 5_000;
/** After this the heartbeat has found out about everybody who left without a word. */
const LONG_PATIENCE_MS = 75_000;

/** `npm run fuzz` asks for a long run with these. */
const longSeconds = Number(process.env['FUZZ_SECONDS'] ?? 0);
const askedSeed = process.env['FUZZ_SEED'];

function describe(seed: number, report: FuzzReport): string {
  const { packets, connections, stored, quiet, attacked, before, after, problems } = report;
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    `seed ${seed}: ${packets} packets over ${connections} connections, ${stored} messages stored, ${problems.length} problems`,
    `  bystander, 50 % / 99 % / longest: ${times(quiet)} without attackers, ${times(attacked)} with them`,
    `  memory in use ${mb(before.used)} → ${mb(after.used)}, resident ${mb(before.resident)} → ${mb(after.resident)}`,
  ].join('\n');
}

const times = ({ p50, p99, max }: FuzzReport['quiet']): string =>
  [p50, p99, max].map((ms) => `${ms.toFixed(1)} ms`).join(' / ');

/** Less beside other tests than alone. */
const packetsPerSecond = longSeconds > 0 ? 2_500 : 1_500;

async function attackFor(seconds: number, seed: number): Promise<void> {
  let shownAt = 0;
  const onProgress = (line: string): void => {
    if (performance.now() - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = performance.now();
    console.log(line);
  };
  const patienceMs = seconds > SECONDS ? LONG_PATIENCE_MS : PATIENCE_MS;
  const report = await fuzz({ seed, seconds, packetsPerSecond, patienceMs, onProgress });
  console.log(describe(seed, report));
  expect(report.problems).toEqual([]);
  // Some of it was in order: what is refused at the door alone proves little.
  expect(report.stored).toBeGreaterThan(0);
}

if (longSeconds > 0) {
  const seed = askedSeed === undefined ? randomInt(2 ** 31) : Number(askedSeed);
  test(
    `[FUZZ-1] seed ${seed}: nothing that is sent for long harms the node or anybody on it`,
    () => attackFor(longSeconds, seed),
    (longSeconds + 180) * 1_000,
  );
} else {
  test.each([FIXED_SEED, randomInt(2 ** 31)])(
    '[FUZZ-1] seed %i: nothing that is sent harms the node or anybody on it',
    (seed) => attackFor(SECONDS, seed),
  );
}
