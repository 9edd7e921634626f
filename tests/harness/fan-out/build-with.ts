import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

import { ROOT } from '../../../scripts/processes.ts';
import { mutantPlugin } from '../../../torture/mutants/apply.ts';
import type { Edit } from '../../../torture/mutants/mutants.ts';
import type * as Collected from './collected.ts';

/** Where packages are found from, and nothing looks for sources. */
const FOLDER = join(ROOT, 'node_modules/.fan-out-');

/** What a module of ours, with everything of ours that it imports, does after these changes of the source. */
export const importWith = <Module>(file: string, edits: readonly Edit[]): Promise<Module> =>
  importText<Module>(`export * from './${file}';`, edits, []);

/** The tests of a file, as they are after these changes of the source. */
export async function testsWith(file: string, edits: readonly Edit[]) {
  const text = `import './${file}'; export { collected } from './${COLLECTED}';`;
  const { collected } = await importText<typeof Collected>(text, edits, [collecting]);
  return collected;
}

const COLLECTED = 'tests/harness/fan-out/collected.ts';

const collecting: Plugin = {
  name: 'tests are collected',
  setup(builder) {
    builder.onResolve({ filter: /^vitest$/ }, ({ importer }) =>
      importer === join(ROOT, COLLECTED) ? { external: true } : { path: join(ROOT, COLLECTED) },
    );
  },
};

async function importText<Module>(
  contents: string,
  edits: readonly Edit[],
  plugins: readonly Plugin[],
): Promise<Module> {
  const folder = mkdtempSync(FOLDER);
  try {
    const outfile = join(folder, 'changed.mjs');
    await build({
      absWorkingDir: ROOT,
      stdin: { contents, resolveDir: ROOT, loader: 'ts' },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      keepNames: true,
      logLevel: 'silent',
      plugins: [...plugins, mutantPlugin({ name: contents, edits })],
    });
    return (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Module;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
