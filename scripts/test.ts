import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { StartFailure } from '../lib/start-failure.ts';
import { chromium, requirements } from '../tests/harness/requirements.ts';
import { ROOT } from './processes.ts';

/** What each named part of the tests runs. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  'socket-server': ['--project', 'integration*', 'tests/integration/socket'],
  conformance: ['--project', 'conformance'],
  e2e: ['--project', 'e2e'],
};

/**
 * `npm test`: every test that this machine can run, and what it cannot, and why. Further arguments go to Vitest:
 * `npm test -- lib/config`.
 */
export function main(args: readonly string[]): Promise<number> {
  const [first = '', ...rest] = args;
  const suite = SUITES[first];
  sayWhatIsMissing();
  const selected = suite === undefined ? [...withoutBrowser(), ...args] : [...suite, ...rest];
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...selected], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return Promise.resolve(status ?? 1);
}

function sayWhatIsMissing(): void {
  const missing = requirements.filter(({ path }) => path === undefined);
  const lines = missing.map(
    ({ name, without }) => `Left out, since there is no ${name}: ${without}.`,
  );
  if (lines.length === 0) return;
  if (process.env['REQUIRE_ALL'] === '1') {
    throw new StartFailure(...lines, 'REQUIRE_ALL=1: nothing may be left out.');
  }
  for (const line of lines) console.log(line);
}

function withoutBrowser(): readonly string[] {
  if (chromium.path !== undefined) return [];
  return ['--project', '!e2e'];
}
