import { join } from 'node:path';

import { StartFailure } from '../lib/start-failure.ts';
import { summaryLine } from '../torture/checker/verdict.ts';
import { runAgainstDeployment } from '../torture/deployment/run.ts';
import { judgeAndReport, judgeAnew } from '../torture/judge-and-report.ts';
import { findMutant, mutantOptions, runMutants } from '../torture/mutants/run-mutants.ts';
import { readOptions, type TortureOptions } from '../torture/options.ts';
import { runTorture, type RunPlace } from '../torture/run.ts';
import { runYardstick } from '../torture/yardstick/run.ts';
import { ROOT } from './processes.ts';
import { listenForStop } from './signals.ts';

const BROKEN = 1;
const NOT_DONE = 2;

/** `npm run torture`: breaks a whole installation of Hallway in every way that one machine can, and checks what was promised. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.check !== undefined) return checkAnew(options.check, options);
  const stop = listenForStop();
  const stopping = new AbortController();
  void stop.wished.then(() => stopping.abort());
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const folder = join(options.out ?? join(ROOT, 'torture-results'), `${stamp}-${options.seed}`);
  console.log(`Seed ${options.seed}; everything goes to ${folder}`);
  try {
    const isGood = await kindOfRun(options)(options, { folder, stopped: stopping.signal });
    return isGood ? 0 : BROKEN;
  } catch (error) {
    if (error instanceof StartFailure) for (const line of error.lines) console.error(line);
    else if (stop.isWished()) console.log('Stopped.');
    else for (const one of eachOf(error)) console.error('The run could not be done:', one);
    return NOT_DONE;
  }
}

/** What failed first, and what failed in cleaning up after it: printed, the second hides the first. */
const eachOf = (error: unknown): readonly unknown[] =>
  error instanceof SuppressedError
    ? [...eachOf(error.suppressed), ...eachOf(error.error)]
    : [error];

/** Judges what an earlier run has written. */
async function checkAnew(folder: string, options: TortureOptions): Promise<number> {
  try {
    const { lines, isKept } = await judgeAnew(folder, options);
    for (const line of lines) console.log(line);
    return isKept ? 0 : BROKEN;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    for (const line of error.lines) console.error(line);
    return NOT_DONE;
  }
}

type Run = (options: TortureOptions, place: RunPlace) => Promise<boolean>;

function kindOfRun({ mutants: areMutants, yardstick, url }: TortureOptions): Run {
  if (areMutants) return catchAll;
  if (url !== undefined) return checkDeployment;
  return yardstick ? measureYardstick : runOnce;
}

/** Whether every promise was kept. */
async function runOnce(options: TortureOptions, place: RunPlace): Promise<boolean> {
  const mutant = options.mutant === undefined ? undefined : findMutant(options.mutant);
  const chosen = mutant === undefined ? options : mutantOptions(options, mutant);
  const startedAt = new Date();
  const outcome = await runTorture(chosen, { ...place, mutant });
  const { lines, isKept } = await judgeAndReport(outcome, { options: chosen, startedAt });
  for (const line of lines) console.log(line);
  return isKept;
}

/** Whether every mutant was found. */
async function catchAll(options: TortureOptions, place: RunPlace): Promise<boolean> {
  const { caught, of } = await runMutants(options, place);
  console.log(`${caught} of ${of} mutants caught`);
  return caught === of;
}

/** Says what a plain server loses; there is nothing that it has promised. */
async function measureYardstick(options: TortureOptions, place: RunPlace): Promise<boolean> {
  const { totals } = await runYardstick(options, place);
  const whileConnected = `of the lost, ${totals.lostWhileConnected} by clients that were connected`;
  console.log(`A plain Socket.IO server: ${summaryLine({ totals })} (${whileConnected})`);
  return true;
}

/** The harmless part, against a server of anybody's. */
async function checkDeployment(options: TortureOptions, place: RunPlace): Promise<boolean> {
  const { url = '', sockets, seconds, seed } = options;
  const verdict = await runAgainstDeployment({ url, sockets, seconds, seed }, place);
  for (const violation of verdict.violations) console.log(violation);
  const { lost, doubled, reordered, forked, acknowledged } = verdict;
  const counts = `lost ${lost}, doubled ${doubled}, reordered ${reordered}, forked ${forked}`;
  console.log(`${counts}, acknowledged ${acknowledged}`);
  return verdict.violations.length === 0;
}
