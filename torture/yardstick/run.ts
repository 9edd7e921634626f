import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { DatabaseHandle } from '../../db/client.ts';
import type { TortureOptions } from '../options.ts';
import { createRecorder } from '../recorder.ts';
import { work } from '../run.ts';
import { setUp } from '../setup.ts';
import { PlainClient, type PlainNotes } from './plain-client.ts';
import { tally, type PlainTotals } from './tally.ts';

const ON_ITS_WAY_MS = 1_500;

const PROGRAM = fileURLToPath(new URL('./server.ts', import.meta.url));

/** What a plain Socket.IO server made of the same people, the same faults, the same seed. */
export interface YardstickOutcome {
  readonly totals: PlainTotals;
  readonly seconds: number;
  readonly faults: number;
}

/** Runs the yardstick; its figures are `yardstick.json` in the folder, for the report of a run of ours. */
export async function runYardstick(
  options: TortureOptions,
  { folder, stopped }: { readonly folder: string; readonly stopped: AbortSignal },
): Promise<YardstickOutcome> {
  await using recorder = createRecorder(folder);
  const notes: PlainNotes = { sends: [], rooms: [] };
  const everybody = options.clients.reduce((sum, count) => sum + count, 0);
  await using setup = await setUp({
    // It has no way to resume, so all are of the kind that knows the seed alone; nor has it announcements.
    options: { ...options, clients: [0, 0, everybody], organisers: 0 },
    recorder,
    program: PROGRAM,
    makeStock: (deps, stock) => new PlainClient(deps, stock, notes),
    prepare: makeTable,
  });
  await work(setup, { options, recorder, stopped });
  // What was acknowledged last is on its way yet.
  await sleep(ON_ITS_WAY_MS);
  const { rows } = await setup.database.pool.query<{ content: string }>(
    'select content from plain_message order by id',
  );
  const outcome = {
    totals: tally({ ...notes, stored: rows.map(({ content }) => content) }),
    seconds: options.seconds,
    faults: recorder.counts.faults,
  };
  writeFileSync(join(folder, 'yardstick.json'), JSON.stringify(outcome, null, 2));
  return outcome;
}

async function makeTable({ pool }: DatabaseHandle): Promise<void> {
  await pool.query(
    `create table plain_message (
       id bigint generated always as identity primary key,
       event_id text not null,
       user_id text not null,
       content text not null,
       created_at timestamptz not null default now()
     )`,
  );
}
