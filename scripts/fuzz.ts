import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { StartFailure } from '../lib/start-failure.ts';
import { ROOT } from './processes.ts';

const SECONDS = 60;

/**
 * `npm run fuzz -- --seconds N --seed S`: attacks a real node with nonsense for so long, and ends with 1 where
 * that harms it or anybody on it. A seed that is printed repeats what was sent.
 */
export function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string' }, seed: { type: 'string' } },
  });
  const env = {
    ...process.env,
    FUZZ_SECONDS: String(wholeNumber('seconds', values.seconds ?? String(SECONDS))),
    ...(values.seed !== undefined && { FUZZ_SEED: String(wholeNumber('seed', values.seed)) }),
  };
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const selected = [
    'run',
    '--project',
    'fuzz',
    '--disable-console-intercept',
    'tests/fuzz/fuzz.test.ts',
  ];
  const { status } = spawnSync(process.execPath, [vitest, ...selected], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  return Promise.resolve(status ?? 1);
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new StartFailure(`--${name} must be a whole number; "${text}" is none.`);
  }
  return Number(text);
}
