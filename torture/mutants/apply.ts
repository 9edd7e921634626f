import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

import { ROOT } from '../../scripts/processes.ts';
import type { Mutant } from './mutants.ts';

type Changed = Pick<Mutant, 'name' | 'edits'>;

/**
 * The source of each file that a mutant changes, changed.
 * @throws where a text that is to be replaced is not there exactly once: the source has moved on.
 */
export function mutate({ name, edits }: Changed): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const source = sources.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
    const parts = source.split(find);
    if (parts.length !== 2) {
      throw new Error(
        `the mutant ${name} does not fit ${file}: "${find}" is there ${parts.length - 1} times`,
      );
    }
    sources.set(file, parts.join(replace));
  }
  return sources;
}

/** Builds a mutant into a bundle. */
export function mutantPlugin(mutant: Changed): Plugin {
  const sources = mutate(mutant);
  return {
    name: `mutant ${mutant.name}`,
    setup(build) {
      for (const [file, contents] of sources) {
        const path = join(ROOT, file);
        build.onLoad({ filter: /\.ts$/ }, (loaded) =>
          loaded.path === path ? { contents, loader: 'ts' } : undefined,
        );
      }
    },
  };
}
