import { readFileSync } from 'node:fs';

import { StartFailure } from '../lib/start-failure.ts';
import { isKept, summaryLine, type Verdict } from './checker/verdict.ts';
import { checkFolder } from './checker/read-folder.ts';
import type { TortureOptions } from './options.ts';
import type { Yardstick } from './report/report.ts';
import { factsOf, keepFacts, readFacts } from './report/run-facts.ts';
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
  { folder, behind, leftOut }: Pick<RunOutcome, 'folder' | 'behind' | 'leftOut'>,
  { options, startedAt }: RunAbout,
): Promise<Judged> {
  await keepFacts(folder, { run: factsOf(options, startedAt, leftOut), behind });
  return judgeAnew(folder, options);
}

/**
 * Judges what an earlier run has written, and makes its page again where the folder says what the run was.
 * @throws {StartFailure} where it is not whole.
 */
export async function judgeAnew(
  folder: string,
  { beside }: Pick<TortureOptions, 'beside'> = {},
): Promise<Judged> {
  const facts = await readFacts(folder);
  const yardstick = beside === undefined ? undefined : readYardstick(beside);
  const curves = createSeries();
  const verdict = await checkFolder(folder, {}, (line) => curves.add(line));
  const report = {
    verdict,
    series: curves.series(),
    ...(yardstick !== undefined && { yardstick }),
  };
  const page =
    facts === null ? undefined : await writeReport(folder, { ...report, run: facts.run });
  const { behind, leftOut } = { behind: facts?.behind ?? [], leftOut: facts?.run.leftOut ?? [] };
  return {
    verdict,
    isKept: isKept(verdict) && behind.length === 0,
    lines: linesOfRun(verdict, { behind, leftOut, page }),
  };
}

function linesOfRun(
  verdict: Verdict,
  of: Pick<RunOutcome, 'behind' | 'leftOut'> & { page: string | undefined },
): readonly string[] {
  const { behind, leftOut, page } = of;
  return [
    ...leftOut.map((line) => `Left out: ${line}`),
    ...(behind.length > 0 ? [`Not up to date at the end: ${behind.join(', ')}`] : []),
    ...verdict.rules.flatMap(linesOf),
    ...(page === undefined ? [] : [`The page of this run: ${page}`]),
    summaryLine(verdict),
  ];
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
