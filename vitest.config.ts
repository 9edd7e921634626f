import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What counts system calls, allocations, memory or shares of time: nothing else runs beside it. */
const ALONE = [
  'fan-out-*',
  'log-fairness',
  'socket-fan-out-crowd',
  'socket-load',
  'socket-memory',
  'socket-write-calls',
].map((name) => `tests/integration/${name}.test.ts`);

/** Most of a test is waiting, for other processes and for time: two leave half of two cores idle. */
const SOME_AT_A_TIME = { maxWorkers: 3, sequence: { groupOrder: 1 } };

/** Not by `extends`, which would start the root's PostgreSQL once more for each project. */
const shared = { resolve: { alias: { '@/': root } } };

export default defineConfig({
  test: {
    // One PostgreSQL for the whole run; each test clones its own database in it.
    globalSetup: ['tests/harness/postgres-setup.ts'],
    reporters: ['default', 'tests/harness/skips-reporter.ts'],
    passWithNoTests: true,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          ...SOME_AT_A_TIME,
          include: [
            '{protocol,domain,db,lib,server,hooks,components,scripts,torture,bench}/**/*.test.ts?(x)',
          ],
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          ...SOME_AT_A_TIME,
          include: ['tests/integration/**/*.test.ts'],
          exclude: ALONE,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration-alone',
          include: ALONE,
          fileParallelism: false,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'conformance',
          ...SOME_AT_A_TIME,
          include: ['tests/conformance/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'fuzz',
          fileParallelism: false,
          include: ['tests/fuzz/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
          globalSetup: ['tests/e2e/harness/build-setup.ts'],
          include: ['tests/e2e/**/*.test.ts'],
          // Browsers and the built app: slow machines are allowed to be slow.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
