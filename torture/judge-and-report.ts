import { readFileSync } from 'node:fs';

import { StartFailure } from '../lib/start-failure.ts';
import { defaultLimits, type LimitName } from '../lib/server/limits.ts';
import { RAISED_LIMITS } from './cluster/cluster.ts';
import { isKept, summaryLine, type Verdict } from './checker/verdict.ts';
import { checkFolder } from './checker/read-folder.ts';
import type { TortureOptions } from './options.ts';
import type { Report, RunFacts, Yardstick } from './report/report.ts';
import { createSeries } from './report/series.ts';
import { writeReport } from './report/write-report.ts';
import type { RunOutcome } from './run.ts';

export interface Judged {
  readonly verdict: Verdict;
  /** Whether every promise was kept, as far as the run could tell. */
  readonly isKept: boolean;
  /** For the person; the last one sums it up. */
  readonly lines: readonly string[];
}

export interface RunAbout {
  readonly options: TortureOptions;
  readonly startedAt: Date;
}

/** Violations of one rule that are printed; the page has more. */
const SHOWN = 5;

/** Judges a run by its history, and writes the page of it beside. */
export async function judgeAndReport(
  { folder, behind, leftOut }: RunOutcome,
  { options, startedAt }: RunAbout,
): Promise<Judged> {
  const curves = createSeries();
  const verdict = await checkFolder(folder, {}, (line) => curves.add(line));
  const yardstick = options.beside === undefined ? undefined : readYardstick(options.beside);
  const report: Report = {
    verdict,
    run: factsOf(options, startedAt, leftOut),
    series: curves.series(),
    ...(yardstick !== undefined && { yardstick }),
  };
  const page = await writeReport(folder, report);
  return {
    verdict,
    isKept: isKept(verdict) && behind.length === 0,
    lines: [
      ...leftOut.map((line) => `Left out: ${line}`),
      ...(behind.length > 0 ? [`Not up to date at the end: ${behind.join(', ')}`] : []),
      ...verdict.rules.flatMap(linesOf),
      `The page of this run: ${page}`,
      summaryLine(verdict),
    ],
  };
}

/**
 * Judges what an earlier run has written, and writes nothing.
 * @throws {StartFailure} where it is not whole.
 */
export async function judgeAnew(folder: string): Promise<Judged> {
  const verdict = await checkFolder(folder);
  const lines = [...verdict.rules.flatMap(linesOf), summaryLine(verdict)];
  return { verdict, isKept: isKept(verdict), lines };
}

function factsOf(options: TortureOptions, startedAt: Date, leftOut: readonly string[]): RunFacts {
  const { seed, seconds, nodes, rooms, clients, rate, redis } = options;
  const [smart = 0, stock = 0, raw = 0] = clients;
  const command =
    `npm run torture -- --seconds ${seconds} --seed ${seed} --nodes ${nodes} --rooms ${rooms} ` +
    `--clients ${clients.join(',')} --rate ${rate}${redis ? '' : ' --no-redis'}`;
  const limitsRaised = Object.entries(RAISED_LIMITS).map(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
    ([name, value]) => `${name}: ${defaultLimits[name as LimitName]} → ${value}`,
  );
  const people = { smart, stock, raw };
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

/** @throws {StartFailure} where the file is not that of a yardstick's run. */
function readYardstick(path: string): Yardstick {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- looked at in the next line
    const { totals, seconds, faults } = JSON.parse(readFileSync(path, 'utf8')) as Yardstick;
    if (typeof totals.lost === 'number') return { totals, seconds, faults };
  } catch {
    // Said below.
  }
  throw new StartFailure(`${path} is no yardstick.json: make one with --yardstick.`);
}

function linesOf(judged: Verdict['rules'][number]): readonly string[] {
  const { rule, title, status, checked, violationCount, violations } = judged;
  const count = status === 'broken' ? `${violationCount} of ${checked}` : checked;
  const shown = violations
    .slice(0, SHOWN)
    .map(({ what, at }) => `     ${at === undefined ? '' : `${Math.round(at)} ms: `}${what}`);
  return [`${rule.padEnd(3)} ${status.padEnd(13)} ${title} (${count})`, ...shown];
}
