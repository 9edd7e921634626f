import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { defaultLimits, type LimitName } from '../../lib/server/limits.ts';
import { StartFailure } from '../../lib/start-failure.ts';
import { RAISED_LIMITS } from '../cluster/cluster.ts';
import type { TortureOptions } from '../options.ts';
import type { RunFacts } from './report.ts';

const FILE = 'run.json';

const Kept = z.object({
  run: z.object({
    seed: z.number(),
    seconds: z.number(),
    nodes: z.number(),
    rooms: z.number(),
    clients: z.object({ smart: z.number(), stock: z.number(), raw: z.number() }),
    limitsRaised: z.array(z.string()),
    leftOut: z.array(z.string()),
    startedAt: z.coerce.date(),
    command: z.string(),
  }),
  behind: z.array(z.string()),
});

/** What is known of a run beside its history. */
export interface KeptFacts {
  readonly run: RunFacts;
  /** Who was not up to date at its end. */
  readonly behind: readonly string[];
}

/** Writes them into the run's folder, so that its page can be made again. */
export const keepFacts = (folder: string, facts: KeptFacts): Promise<void> =>
  writeFile(join(folder, FILE), JSON.stringify(facts, null, 2));

/**
 * Reads what {@link keepFacts} wrote; `null` where nothing is there.
 * @throws {StartFailure} where it does not have its form.
 */
export async function readFacts(folder: string): Promise<KeptFacts | null> {
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Kept.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new StartFailure(`${path} does not have its form:`, reason);
  }
}

/** What the options of a run mean for who reads of it. */
export function factsOf(
  options: TortureOptions,
  startedAt: Date,
  leftOut: readonly string[],
): RunFacts {
  const { seed, seconds, nodes, rooms, clients } = options;
  const [smart = 0, stock = 0, raw = 0] = clients;
  const people = { smart, stock, raw };
  const command = commandOf(options);
  const limitsRaised = raisedLimits();
  return {
    seed,
    seconds,
    nodes,
    rooms,
    clients: people,
    limitsRaised,
    leftOut,
    startedAt,
    command,
  };
}

function commandOf(options: TortureOptions): string {
  const { seed, seconds, nodes, rooms, clients, rate, every, redis } = options;
  return [
    `npm run torture -- --seconds ${seconds} --seed ${seed} --nodes ${nodes} --rooms ${rooms}`,
    `--clients ${clients.join(',')} --rate ${rate}`,
    ...(every === undefined ? [] : [`--every ${every}`]),
    ...(redis ? [] : ['--no-redis']),
  ].join(' ');
}

const raisedLimits = (): readonly string[] =>
  Object.entries(RAISED_LIMITS).map(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
    ([name, value]) => `${name}: ${defaultLimits[name as LimitName]} → ${value}`,
  );
