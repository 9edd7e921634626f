import { join } from 'node:path';

import { StartFailure } from '../../lib/start-failure.ts';
import type { TortureOptions } from '../options.ts';
import { runTorture, type RunPlace } from '../run.ts';
import { checkFolder } from '../checker/read-folder.ts';
import { mutants, type Mutant } from './mutants.ts';

/** A mutant's run is short: what it does wrong shows soon. */
const USUAL = { seconds: 6, rate: 40, churn: 1, faults: ['none'], patience: 6 };
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
 * @returns how many were found.
 */
export async function runMutants(
  options: TortureOptions,
  { folder, stopped }: RunPlace,
): Promise<number> {
  let caught = 0;
  for (const mutant of mutants) {
    const place = { folder: join(folder, mutant.name), stopped, mutant };
    const outcome = await runTorture(mutantOptions(options, mutant), place);
    const verdict = await checkFolder(outcome.folder);
    // Only what the checker finds counts; that somebody was slow is no finding.
    const broken = verdict.rules.flatMap(({ rule, status }) => (status === 'broken' ? [rule] : []));
    if (broken.length > 0) caught += 1;
    console.log(
      broken.length > 0
        ? `caught ${mutant.name}: ${broken.join(', ')}`
        : `MISSED ${mutant.name}, which ${mutant.title}`,
    );
  }
  return caught;
}
