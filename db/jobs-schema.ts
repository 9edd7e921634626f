import { CompiledQuery, sql, type Kysely } from 'kysely';
import type { ConstructorOptions } from 'pg-boss';

import { jobQueues, queueNames, type QueueName } from './job-queues.ts';
import type { Database } from './schema.ts';

/** Loaded when it is needed: no start waits for it. */
export const loadBoss = () => import('pg-boss');

/** A schema of the queues' own: its tables and statements are pg-boss's alone. */
export const JOBS_SCHEMA = 'hallway_jobs';
/** The version of that schema that this code's pg-boss works with. */
const JOBS_SCHEMA_VERSION = 46;

const SUPERVISE_SECONDS = 30;
/** Less than that: a turn that comes a moment early is not left out, which would be half a minute more for a lost job. */
const MONITOR_SECONDS = 25;
/** Nothing here changes while a process runs, or is asked for only now and then. */
export const SELDOM_SECONDS = 3_600;

export const bossOptions = {
  schema: JOBS_SCHEMA,
  schedule: false,
  registerInstance: false,
  monitorVacuum: false,
  reindex: false,
  queueCacheIntervalSeconds: SELDOM_SECONDS,
  flowIntervalSeconds: SELDOM_SECONDS,
  superviseIntervalSeconds: SUPERVISE_SECONDS,
  monitorIntervalSeconds: MONITOR_SECONDS,
  maintenanceIntervalSeconds: SELDOM_SECONDS,
  migrate: false,
  openTelemetry: { enabled: false },
} as const satisfies ConstructorOptions;

/** How the queues' schema stands to this code: `behind` also where a queue is not there. */
export async function readJobsState(db: Kysely<Database>): Promise<'current' | 'behind' | 'newer'> {
  const version = await readVersion(db);
  if (version > JOBS_SCHEMA_VERSION) return 'newer';
  if (version < JOBS_SCHEMA_VERSION) return 'behind';
  return (await readMissing(db)).length === 0 ? 'current' : 'behind';
}

/**
 * Brings the queues' schema up to this code's pg-boss, and makes the queues that are not there; two callers at
 * once wait for each other. Needs the right to create a schema, as nothing else does.
 */
export async function migrateJobs(db: Kysely<Database>): Promise<void> {
  const version = await readVersion(db);
  if (version < JOBS_SCHEMA_VERSION) await runPlan(db, version);
  const missing = await readMissing(db);
  if (missing.length > 0) await createQueues(db, missing);
}

/** 0: there is none. */
async function readVersion(db: Kysely<Database>): Promise<number> {
  const found = await sql<{ readonly is: boolean }>`
    select to_regclass(${`${JOBS_SCHEMA}.version`}) is not null as is
  `.execute(db);
  if (found.rows[0]?.is !== true) return 0;
  const { rows } = await sql<{ readonly version: number }>`
    select version from ${sql.id(JOBS_SCHEMA, 'version')}
  `.execute(db);
  return rows[0]?.version ?? 0;
}

async function readMissing(db: Kysely<Database>): Promise<readonly QueueName[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select name from ${sql.id(JOBS_SCHEMA, 'queue')}
  `.execute(db);
  const there = new Set(rows.map(({ name }) => name));
  return queueNames.filter((name) => !there.has(name));
}

async function runPlan(db: Kysely<Database>, version: number): Promise<void> {
  const { getConstructionPlans, getMigrationPlans } = await loadBoss();
  const plan =
    version === 0 ? getConstructionPlans(JOBS_SCHEMA) : getMigrationPlans(JOBS_SCHEMA, version);
  await db.connection().execute(async (connection) => {
    const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text));
    try {
      await run(plan);
    } catch (error) {
      // The plan is a transaction of its own.
      await run('rollback');
      // Whoever was faster has done it.
      if ((await readVersion(connection)) < JOBS_SCHEMA_VERSION) throw error;
    }
  });
}

async function createQueues(db: Kysely<Database>, names: readonly QueueName[]): Promise<void> {
  const { PgBoss } = await loadBoss();
  const boss = new PgBoss({ ...bossOptions, db: askBy(db), supervise: false });
  try {
    await boss.start();
    for (const name of names) {
      const { expireSeconds, retry, keptSeconds } = jobQueues[name];
      await boss.createQueue(name, {
        expireInSeconds: expireSeconds,
        retryLimit: retry.limit,
        retryDelay: retry.delaySeconds,
        retryBackoff: true,
        retryDelayMax: retry.delayMaxSeconds,
        deleteAfterSeconds: keptSeconds,
      });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

export type BossDatabase = NonNullable<ConstructorOptions['db']>;

/** pg-boss's way to the database by ours; for single statements. */
export const askBy = (db: Pick<Kysely<Database>, 'executeQuery'>): BossDatabase => ({
  async executeSql(text, values = []) {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
    return { rows: [...rows] };
  },
});
