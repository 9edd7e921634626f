import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedDatabase } from '../../scripts/postgres/embedded.ts';

/** The process id of the PostgreSQL of a data folder, as its lock file has it; undefined where none runs. */
export function postmasterOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
  } catch {
    return undefined;
  }
}

/** Ends a PostgreSQL that a killed process left behind. */
export async function stopPostgresIn(folder: string): Promise<void> {
  if (postmasterOf(folder) === undefined) return;
  const database = await openEmbeddedDatabase({ folder, fsync: false });
  await database[Symbol.asyncDispose]();
}
