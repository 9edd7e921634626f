import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql, type Kysely } from 'kysely';

import { openDatabase } from '../../db/client.ts';
import type { Database } from '../../db/schema.ts';
import { openDiskStore } from '../../lib/api/files/disk-store.ts';
import { fillEvent } from '../../tests/harness/large-event.ts';
import { buildBackend } from '../../scripts/build/bundles.ts';
import { indexHistory } from '../history/fill.ts';
import { startNodeProcess } from '../nodes/node-process.ts';
import type { Report } from '../report.ts';
import { openWorld, type World } from '../world.ts';
import { memoryOf } from './peak-memory.ts';
import { runImport } from './run-import.ts';

const SIZES = [
  { messages: 10_000, files: 100, fileBytes: 250_000 },
  { messages: 100_000, files: 1_000, fileBytes: 250_000 },
] as const;
/** What an export and an import may take, in MB. */
const BOUND_MB = 150;
const TOKEN = 'token-of-p1-0123456789abcdef';

interface Round {
  readonly size: (typeof SIZES)[number];
  /** Of the app server's process, in MB. */
  readonly before: number;
  readonly exporting: number;
  readonly importing: number;
  readonly exportMs: number;
  readonly importMs: number;
  readonly zipBytes: number;
}

/** Exports events with pictures in the API's own process, and takes them in with `npm run import`. */
export async function run(): Promise<Report> {
  await buildBackend();
  const rounds: Round[] = [];
  for (const size of SIZES) rounds.push(await runRound(size));
  return report(rounds);
}

async function runRound(size: Round['size']): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-export-'));
  try {
    await using world = await openWorld({ people: 1, events: 1 });
    return await measure(world, size, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(world: World, size: Round['size'], folder: string): Promise<Round> {
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  const { db } = world.database;
  await fillEvent(db, await openDiskStore(here), size);
  await sql`insert into session ("id", "token", "userId", "expiresAt", "updatedAt")
    values ('session', ${TOKEN}, 'p1', now() + interval '1 day', now())`.execute(db);
  await sql`create database taken_in`.execute(db);
  // The search has done its part long before somebody exports an event.
  await indexHistory(world);
  const exported = await exportEvent(world.url, folder, here);
  const databaseUrl = inDatabase(world.url, 'taken_in');
  const startedAt = performance.now();
  const importing = await runImport({ file: exported.file, databaseUrl, filesFolder: there });
  const importMs = performance.now() - startedAt;
  await verify({ db, url: databaseUrl }, here, there);
  const { size: zipBytes } = await stat(exported.file);
  return { size, ...exported, importing, importMs, zipBytes };
}

async function exportEvent(databaseUrl: string, folder: string, filesFolder: string) {
  // As `npm run serve` starts it.
  const NODE_OPTIONS = '--max-semi-space-size=4';
  const env = { DATA_FOLDER: folder, FILES_FOLDER: filesFolder, NODE_OPTIONS };
  const program = 'bench/export/api.mjs';
  await using api = await startNodeProcess({ databaseUrl, env, program, readyPath: '/api/health' });
  const before = memoryOf(api.pid).now;
  const startedAt = performance.now();
  await ask(api.url, 'POST');
  while ((await ask(api.url, 'GET')).exports[0]?.state !== 'ready') await sleep(200);
  const exportMs = performance.now() - startedAt;
  const exporting = memoryOf(api.pid).peak;
  const [name = ''] = readdirSync(join(folder, 'exports'));
  return { before, exporting, exportMs, file: join(folder, 'exports', name) };
}

interface Exports {
  readonly exports: readonly { readonly state: string }[];
}

async function ask(url: string, method: string): Promise<Exports> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const response = await fetch(`${url}/api/events/large/exports`, { method, headers });
  if (!response.ok) throw new Error(`refused: ${response.status} ${await response.text()}`);
  return (await response.json()) as Exports;
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

interface Copy {
  readonly db: Kysely<Database>;
  /** Of the database that was imported into. */
  readonly url: string;
}

/** @throws where a message or a byte of a file is not what it was. */
async function verify({ db, url }: Copy, here: string, there: string): Promise<void> {
  await using copy = openDatabase({ url, max: 1, name: 'hallway bench' });
  const [before, after] = [await sumOf(db), await sumOf(copy.db)];
  if (before !== after) throw new Error('the messages are not what they were');
  const names = readdirSync(here);
  if (readdirSync(there).join() !== names.join()) throw new Error('the files are others');
  for (const name of names) {
    const sums = [await hashOf(join(here, name)), await hashOf(join(there, name))];
    if (sums[0] !== sums[1]) throw new Error(`${name} is not what it was`);
  }
}

async function sumOf(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ readonly sum: string }>`
    select md5(string_agg(md5(concat_ws('|', id, seq, user_id, content, reply_to, reactions, attachments)), ''
      order by seq)) as sum from message where event_id = 'large'`.execute(db);
  return rows[0]?.sum ?? '';
}

const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

function report(rounds: readonly Round[]): Report {
  const mb = (value: number): string => `${Math.round(value)} MB`;
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  return {
    name: 'export',
    ratio:
      BOUND_MB / Math.max(...rounds.flatMap(({ exporting, importing }) => [exporting, importing])),
    head: ['the event', 'API before', 'exporting', 'takes', 'ZIP file', 'importing', 'takes'],
    rows: rounds.map(({ size, ...round }) => [
      `${size.messages.toLocaleString('en')} messages, ${size.files.toLocaleString('en')} pictures`,
      mb(round.before),
      mb(round.exporting),
      seconds(round.exportMs),
      mb(round.zipBytes / 1_048_576),
      mb(round.importing),
      seconds(round.importMs),
    ]),
    verified: [
      'each message and each byte of a file was what it had been',
      `the ratio is to the ${BOUND_MB} MB of a whole process, at its highest, that are allowed`,
    ],
    data: { rounds },
  };
}
