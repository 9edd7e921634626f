import { sql, type Kysely } from 'kysely';

import type { PollDue } from '../domain/poll.ts';
import type { Jobs } from './jobs.ts';
import type { Database } from './schema.ts';

/** A poll is stored a moment after its job is, and closes so much later. */
const LATER_MS = 250;

interface Deps {
  readonly db: Kysely<Database>;
  readonly jobs: Pick<Jobs, 'open' | 'enqueue'>;
}

/** Has a poll that is stored now closed when it is due, by the database's clock. Durable when it resolves. */
export async function closeLater(
  { db, jobs }: Deps,
  { inSeconds, ...job }: PollDue,
): Promise<void> {
  await jobs.open();
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ readonly now: Date }>`select clock_timestamp() as now`.execute(tx);
    const now = rows[0]?.now ?? new Date();
    const at = new Date(now.getTime() + inSeconds * 1_000 + LATER_MS);
    await jobs.enqueue(tx, 'poll', [{ job, at }]);
  });
}
