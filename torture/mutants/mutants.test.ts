import { build } from 'esbuild';
import { expect, test } from 'vitest';

import { mutantPlugin } from './apply.ts';
import { mutants } from './mutants.ts';

test('[CHECK-4] there are the twelve mutants of the design, and fifteen of features, and each fits the source as it is', async () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(27);
  for (const mutant of mutants) {
    const bundle = await build({
      entryPoints: ['server/main.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      write: false,
      logLevel: 'silent',
      plugins: [mutantPlugin(mutant)],
    });
    expect(bundle.outputFiles).toHaveLength(1);
  }
}, 60_000);
