import type { Bench } from '../registry.ts';
import { formatReport, type Report } from '../report.ts';
import { Skipped } from './skipped.ts';
import { measuredNow, toFigures, type Figures, type Measured } from './figures.ts';

/** What became of one bench; where it could not be done, why not. */
export type Outcome =
  | {
      readonly bench: Bench;
      readonly status: 'measured';
      readonly figures: Figures;
      report: Report;
    }
  | { readonly bench: Bench; readonly status: 'skipped' | 'failed'; readonly why: string };

export interface SuiteResult {
  readonly measured: Measured;
  readonly outcomes: readonly Outcome[];
}

/**
 * Runs benches one after the other, and tells of each as it ends.
 *
 * One that fails keeps no other from running.
 */
export async function runSuite(
  benches: readonly Bench[],
  say: (text: string) => void,
): Promise<SuiteResult> {
  const outcomes: Outcome[] = [];
  const measured = measuredNow();
  for (const [index, bench] of benches.entries()) {
    const place = benches.length === 1 ? '' : `${index + 1} of ${benches.length} `;
    say(`${place}${bench.name}: ${bench.measures} …`);
    const startedAt = performance.now();
    const outcome = await runBench(bench, say);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    say(`after ${seconds} s: ${inWords(outcome)}\n`);
    outcomes.push(outcome);
  }
  return { measured, outcomes };
}

async function runBench(bench: Bench, say: (text: string) => void): Promise<Outcome> {
  try {
    const { run } = await bench.load();
    const report = await run();
    return { bench, status: 'measured', figures: toFigures(report), report };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Skipped) return { bench, status: 'skipped', why };
    if (error instanceof Error) say(error.stack ?? '');
    return { bench, status: 'failed', why };
  }
}

const inWords = (outcome: Outcome): string =>
  outcome.status === 'measured'
    ? formatReport(outcome.report)
    : `${outcome.bench.name} ${outcome.status}: ${outcome.why}`;
