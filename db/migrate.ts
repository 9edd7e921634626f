import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

import * as accounts from './migrations/0001-accounts.ts';
import * as events from './migrations/0002-events.ts';
import * as epochs from './migrations/0003-epochs.ts';
import * as entriesOfEvents from './migrations/0004-entries-of-events.ts';
import * as messageChanges from './migrations/0005-message-changes.ts';
import * as reactions from './migrations/0006-reactions.ts';
import * as roles from './migrations/0007-roles.ts';
import * as search from './migrations/0008-search.ts';
import * as reading from './migrations/0010-reading.ts';
import * as replies from './migrations/0011-replies.ts';
import * as pins from './migrations/0012-pins.ts';
import * as mentions from './migrations/0013-mentions.ts';
import * as visibility from './migrations/0014-visibility.ts';
import * as announcements from './migrations/0015-announcements.ts';
import * as announcementsNotShown from './migrations/0016-announcements-not-shown.ts';
import * as searchRegions from './migrations/0017-search-regions.ts';
import * as searchAnew from './migrations/0018-search-anew.ts';
import * as whoModerates from './migrations/0019-who-moderates.ts';
import * as polls from './migrations/0020-polls.ts';
import * as push from './migrations/0021-push.ts';
import * as exports from './migrations/0022-exports.ts';
import * as files from './migrations/0023-files.ts';
import * as previews from './migrations/0024-previews.ts';
import * as questions from './migrations/0025-questions.ts';
import * as importedFiles from './migrations/0026-imported-files.ts';
import { migrateJobs, readJobsState } from './jobs-schema.ts';
import type { Database } from './schema.ts';

/** In order; forward only. A name that has been released is never changed or removed. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-accounts': accounts,
  '0002-events': events,
  '0003-epochs': epochs,
  '0004-entries-of-events': entriesOfEvents,
  '0005-message-changes': messageChanges,
  '0006-reactions': reactions,
  '0007-roles': roles,
  '0008-search': search,
  '0010-reading': reading,
  '0011-replies': replies,
  '0012-pins': pins,
  '0013-mentions': mentions,
  '0014-visibility': visibility,
  '0015-announcements': announcements,
  '0016-announcements-not-shown': announcementsNotShown,
  '0017-search-regions': searchRegions,
  '0018-search-anew': searchAnew,
  '0019-who-moderates': whoModerates,
  '0020-polls': polls,
  '0021-push': push,
  '0022-exports': exports,
  '0023-files': files,
  '0024-previews': previews,
  '0025-questions': questions,
  '0026-imported-files': importedFiles,
};

const migratorFor = (db: Kysely<Database>) =>
  new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: 'hallway_migration',
    migrationLockTableName: 'hallway_migration_lock',
  });

/** How a database's schema stands to this code. */
export type SchemaState = 'current' | 'behind' | 'newer';

/** Compares what the database has run with what this code knows. Reads only. */
export async function readSchemaState(db: Kysely<Database>): Promise<SchemaState> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'hallway_migration')) return 'behind';
  const rows = await db
    .withTables<{ hallway_migration: { name: string } }>()
    .selectFrom('hallway_migration')
    .select('name')
    .execute();
  const jobs = await readJobsState(db);
  if (jobs === 'newer') return 'newer';
  if (rows.some((row) => migrations[row.name] === undefined)) return 'newer';
  const isCurrent = rows.length === Object.keys(migrations).length;
  return isCurrent ? jobs : 'behind';
}

/**
 * Brings the schema up to this code; two callers at once wait for each other.
 *
 * @returns the names that were run, in order.
 * @throws {Error} with a sentence for the operator where the database is newer,
 *   and the database's own error where a step fails (that step is rolled back).
 */
export async function migrateToLatest(db: Kysely<Database>): Promise<readonly string[]> {
  if ((await readSchemaState(db)) === 'newer') {
    throw new Error(
      'The database is newer than this version of Hallway. Update Hallway, then start again.',
    );
  }
  const { error, results = [] } = await migratorFor(db).migrateToLatest();
  if (error !== undefined) throw error;
  await migrateJobs(db);
  return results.map((result) => result.migrationName);
}
