import { sql, type Kysely } from 'kysely';

import type { Database } from '../schema.ts';
import type { FileLine } from './file-fields.ts';

type Db = Kysely<Database>;

/** How long a claim holds without being renewed: then its process has ended, and the keeper of files removes it. */
const CLAIM_MINUTES = 10;

const claimedUntil = sql<Date>`now() + make_interval(mins => ${sql.lit(CLAIM_MINUTES)})`;

/**
 * Notes files that an archive brings before there is any byte of them, so that none is ever unknown. They belong to
 * nothing yet. Rejects where there is one of these ids already.
 */
export async function claimFiles(db: Db, files: readonly FileLine[]): Promise<void> {
  await sql`
    insert into file (id, name, size, kind, type, width, height, placeholder, state, created_at, arrived_at, due_at)
    select id, name, size, kind, type, width, height, placeholder, 'importing', "createdAt", "createdAt", ${claimedUntil}
    from json_to_recordset(${JSON.stringify(files)}::json) as g (id text, name text, size bigint, kind text, type text,
      width int, height int, placeholder text, "createdAt" timestamptz)
  `.execute(db);
}

/** Says that an import goes on. */
export async function renewClaims(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update file set due_at = ${claimedUntil} where id = any(${ids}) and state = 'importing'
  `.execute(db);
}

/** Gives claims up; answers those that were not taken in, whose bytes are to be removed now. */
export async function dropClaims(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    update file set state = 'gone', due_at = now() where id = any(${ids}) and state = 'importing' returning id
  `.execute(db);
  return rows.map(({ id }) => id);
}
