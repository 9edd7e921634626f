import { join } from 'node:path';

import { StartFailure } from '../../lib/start-failure.ts';
import type { TortureOptions } from '../options.ts';
import { runTorture, type RunPlace } from '../run.ts';
import { checkFolder } from '../checker/read-folder.ts';
import type { Rule } from '../checker/verdict.ts';
import { mutants, type Mutant } from './mutants.ts';

/** A mutant's run is short: what it does wrong shows soon. */
const USUAL = {
  seconds: 6,
  rate: 40,
  churn: 1,
  faults: ['none'],
  endings: [],
  patience: 6,
  organisers: 0,
};
const CLIENTS = [12, 10, 5];

/** @throws {StartFailure} where there is none of this name. */
export function findMutant(name: string): Mutant {
  const found = mutants.find((mutant) => mutant.name === name);
  if (found !== undefined) return found;
  const all = mutants.map((mutant) => mutant.name).join(', ');
  throw new StartFailure(`There is no mutant "${name}". There are: ${all}.`);
}

/** The options of a mutant's run. */
export const mutantOptions = (options: TortureOptions, { run }: Mutant): TortureOptions => ({
  ...options,
  clients: CLIENTS,
  ...USUAL,
  ...run,
});

/**
 * Runs each mutant, and says which rules found it: what the checker says of the product is worth as
 * much as it says of these.
 * @returns how many were found, of how many.
 */
export async function runMutants(
  options: TortureOptions,
  { folder, stopped }: RunPlace,
): Promise<{ readonly caught: number; readonly of: number }> {
  let caught = 0;
  const chosen = shareOf(mutants, options.share);
  const left = chosen.values();
  const work = async (): Promise<void> => {
    for (const mutant of left) {
      const broken = await findOut(mutant, options, { folder: join(folder, mutant.name), stopped });
      if (broken.length > 0) caught += 1;
      console.log(
        broken.length > 0
          ? `caught ${mutant.name}: ${broken.join(', ')}`
          : `MISSED ${mutant.name}, which ${mutant.title}`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { caught, of: chosen.length };
}

/** The shares are dealt like cards, so that each has some of every kind. */
const shareOf = (all: readonly Mutant[], [which, of]: readonly [number, number]) =>
  all.filter((_, index) => index % of === which - 1);

/** Most of a run is waiting. */
const AT_ONCE = 3;

/** What a mutant does wrong takes a moment that not every run has. */
const TRIES = 4;

/** The rules that find it. Only what the checker finds counts; that somebody was slow is no finding. */
async function findOut(
  mutant: Mutant,
  options: TortureOptions,
  { folder, stopped }: RunPlace,
): Promise<readonly Rule[]> {
  for (let seed = options.seed; seed < options.seed + TRIES; seed += 1) {
    const place = { folder: join(folder, String(seed)), stopped, mutant };
    const outcome = await runTorture({ ...mutantOptions(options, mutant), seed }, place);
    const { rules } = await checkFolder(outcome.folder);
    const broken = rules.flatMap(({ rule, status }) => (status === 'broken' ? [rule] : []));
    if (broken.length > 0) return broken;
  }
  return [];
}
