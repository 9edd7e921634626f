import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { defaultLimits } from '../lib/server/limits.ts';
import { buildSocketServer } from '../scripts/build/bundles.ts';
import { applaudInTheEnd } from './clients/applause-in-the-end.ts';
import { converge } from './clients/converge.ts';
import { searchInTheEnd } from './clients/search-in-the-end.ts';
import { settlePresence, tellPresence } from './clients/who-is-here.ts';
import { readFinalLogs } from './final.ts';
import type { FinalLog } from './history.ts';
import type { TortureOptions } from './options.ts';
import { mutantPlugin } from './mutants/apply.ts';
import type { Mutant } from './mutants/mutants.ts';
import { showProgress } from './progress.ts';
import { createRandom } from './random.ts';
import { createRecorder, type Counts, type Recorder } from './recorder.ts';
import { setUp, type Setup } from './setup.ts';

export interface RunOutcome {
  /** Where the history and everything else lies. */
  readonly folder: string;
  readonly finalLogs: readonly FinalLog[];
  readonly counts: Readonly<Counts>;
  /** Clients that did not have everything when the run ended. */
  readonly behind: readonly string[];
  /** What could not be done here, and why. */
  readonly leftOut: readonly string[];
}

export interface RunPlace {
  /** Made; gets the history and everything else. */
  readonly folder: string;
  readonly stopped: AbortSignal;
  /** A fault that is built into the server. */
  readonly mutant?: Mutant | undefined;
}

/** Everybody connects and joins; without faults yet, so that the start is the same in every run. */
const WARM_UP_MS = 4_000;

/** Those of a node that was killed are named no more after 10 s; a list is told each second. */
const PRESENCE_MS = 15_000;

/**
 * One run from nothing to nothing: starts a cluster and a crowd, lets them work while things break, waits until all
 * have everything, reads the logs, and stops what it started.
 * @throws where the run could not be done; that says nothing about the promises.
 */
export async function runTorture(
  options: TortureOptions,
  { folder, stopped, mutant }: RunPlace,
): Promise<RunOutcome> {
  await using recorder = createRecorder(folder);
  const program = join(folder, 'socket-server.mjs');
  await buildSocketServer(program, mutant === undefined ? [] : [mutantPlugin(mutant)]);
  await using setup = await setUp({ options, recorder, program });
  const behind = await work(setup, { options, recorder, stopped, of: mutant?.name });
  const finalLogs = await readFinalLogs(setup.database, setup.world.eventIds, folder);
  return { folder, finalLogs, counts: recorder.counts, behind, leftOut: setup.schedule.leftOut };
}

export interface Running {
  readonly options: TortureOptions;
  readonly recorder: Recorder;
  readonly stopped: AbortSignal;
  /** What its lines of progress begin with, where several runs go on at once. */
  readonly of?: string | undefined;
}

/** The run itself, from the first connection until nothing is under way. */
export async function work(
  setup: Setup,
  { options, recorder, stopped, of: name }: Running,
): Promise<readonly string[]> {
  const { crowd, workload, schedule } = setup;
  const { seed, seconds, nodes } = options;
  const { crowdedRoomSockets } = defaultLimits;
  const about = seconds + WARM_UP_MS / 1_000 + options.still;
  using progress = showProgress(recorder, { seconds: about, of: name }, schedule.active);
  const of = { wallMs: Date.now(), seed, seconds, nodes, crowdedRoomSockets };
  recorder.write({ type: 'run', is: 'start', ...of });
  crowd.start();
  await sleep(WARM_UP_MS, undefined, { signal: stopped });
  workload.start();
  await schedule.run(stopped);
  recorder.write({ type: 'run', is: 'quiet' });
  await sleep(options.still * 1_000, undefined, { signal: stopped });
  await workload.stop();
  const behind = await end(setup, { options, recorder });
  recorder.write({ type: 'run', is: 'end' });
  progress.show();
  return behind;
}

/** Waits until everybody has everything, and has them do once more, while nothing breaks, what is judged in the end. */
async function end(
  { crowd, outsider, workload, database }: Setup,
  { options, recorder }: Pick<Running, 'options' | 'recorder'>,
): Promise<readonly string[]> {
  const { clients, actors } = crowd;
  const patienceMs = options.patience * 1_000;
  const everybodyIn = () => converge(database, clients, patienceMs);
  const behind = await everybodyIn();
  const everybody = { clients, isInvisible: workload.isInvisible };
  const random = createRandom(options.seed).fork('end');
  // Of who is not in a room yet, nothing could be said.
  if (behind.length === 0 && options.endings.includes('presence')) {
    await settlePresence(everybody, PRESENCE_MS);
    tellPresence(recorder, everybody);
  }
  if (behind.length === 0 && options.endings.includes('applause'))
    await applaudInTheEnd({ recorder, random, actors, patienceMs, everybodyIn });
  if (options.endings.includes('search'))
    await searchInTheEnd({ recorder, random, actors, outsider, database });
  const late = behind.length === 0 ? await everybodyIn() : behind;
  for (const client of clients) if (!late.includes(client.name)) client.tellAll?.();
  return late;
}
