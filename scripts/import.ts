import { parseArgs } from 'node:util';

import { sql, type Transaction } from 'kysely';

import { openDatabase } from '../db/client.ts';
import { Jobs } from '../db/jobs.ts';
import { appendInTransaction } from '../db/log.ts';
import type { Database } from '../db/schema.ts';
import { createFileTaker } from '../lib/api/files/file-taker.ts';
import { openStore } from '../lib/api/files/files.ts';
import { importEvent } from '../lib/server/archive/read/import-event.ts';
import { ArchiveRefused } from '../lib/server/archive/read/refused.ts';
import { StartFailure } from '../lib/start-failure.ts';
import { openReadyDatabase } from './database.ts';
import { loadEnvironmentFile, readEarlyConfig } from './environment.ts';

const USE = 'Use: npm run import -- FILE.zip, or npm run import -- FILE.zip --organiser E-MAIL';

/** `npm run import`: takes an event in that was exported, whole or not at all. */
export async function main(args: readonly string[]): Promise<number> {
  loadEnvironmentFile();
  const { file, organiser } = readOptions(args);
  const config = readEarlyConfig();
  await using database = await openReadyDatabase((line) => console.log(line));
  await using handle = openDatabase({ url: database.url, max: 2, name: 'hallway import' });
  const jobs = new Jobs(handle.pool, { onError: (error) => console.error(String(error)) });
  try {
    const { event, counts } = await importEvent(
      {
        db: handle.db,
        jobs,
        files: createFileTaker({ store: await openStore(config), scanner: config.clamd }),
        ...(organiser !== undefined && {
          finally: (tx, head) => appoint(tx, { eventId: head.event.id, email: organiser }),
        }),
      },
      file,
    );
    const messages = (counts['messages.ndjson'] ?? 0).toLocaleString('en');
    console.log(`"${event.title}" is here, with ${messages} messages.`);
    return 0;
  } catch (error) {
    if (error instanceof ArchiveRefused)
      throw new StartFailure(error.message, 'Nothing was imported.');
    throw error;
  } finally {
    await jobs.stop();
  }
}

function readOptions(args: readonly string[]): { file: string; organiser: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { organiser: { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new Error(USE);
    return { file, organiser: values.organiser };
  } catch {
    throw new StartFailure(USE);
  }
}

interface Appointed {
  readonly eventId: string;
  readonly email: string;
}

/** Somebody with an account here organises the event from now on: an entry of its log, as for everybody who comes. */
async function appoint(tx: Transaction<Database>, { eventId, email }: Appointed): Promise<void> {
  const { rows } = await sql<{ readonly id: string; readonly name: string }>`
    select "id", "name" from "user" where "email" = lower(${email})
  `.execute(tx);
  const person = rows[0];
  if (person === undefined) {
    throw new ArchiveRefused(`Nobody here has the address ${email}: sign up first.`);
  }
  const status = 'attending';
  const [outcome] = await appendInTransaction(tx, [
    { kind: 'participation', eventId, person, status, role: 'organiser' },
  ]);
  if (outcome?.ok !== true) throw new ArchiveRefused(`${email} can not organise this event.`);
}
