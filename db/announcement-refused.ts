import { sql, type Kysely } from 'kysely';

import type { Database } from './schema.ts';

interface RefusedDue {
  readonly announcementId: string;
  /** For organisers to read. */
  readonly why: string;
}

/**
 * Writes that an announcement was due and can't be shown, for its organisers to see. Nothing where it was shown,
 * deleted or scheduled anew meanwhile; the first reason stays. Safe to repeat.
 */
export async function writeRefusedDue(
  db: Kysely<Database>,
  { announcementId, why }: RefusedDue,
): Promise<void> {
  await sql`
    update announcement set refused_at = clock_timestamp(), refused_why = ${why}
    where id = ${announcementId} and published_seq is null and refused_at is null
      and scheduled_at <= clock_timestamp()
  `.execute(db);
}
