import type { Transaction } from 'kysely';
import type { Job, JobResult, PgBoss } from 'pg-boss';
import type { Pool } from 'pg';

import { watchDue, type DueWatch } from './jobs-due.ts';
import { askBy, bossOptions, loadBoss, SELDOM_SECONDS, type BossDatabase } from './jobs-schema.ts';
import {
  jobQueues,
  queueNames,
  type JobOf,
  type JobWorkers,
  type QueueName,
} from './job-queues.ts';
import type { Database } from './schema.ts';

/** What a stop waits for the job that is under way. */
const STOP_MS = 1_000;

/** A job for a queue. */
export interface Enqueued<Name extends QueueName> {
  readonly job: JobOf<Name>;
  /** When it is due; without it at once. */
  readonly at?: Date;
}

export interface JobsOptions {
  readonly onError: (error: unknown) => void;
}

/** One process's way to the queues. */
export class Jobs {
  readonly #pool: Pool;
  readonly #onError: JobsOptions['onError'];
  readonly #workers = new Map<QueueName, string>();
  #boss: PgBoss | null = null;
  #starting: Promise<PgBoss> | null = null;
  #due: DueWatch | null = null;
  #isStopped = false;

  constructor(pool: Pool, { onError }: JobsOptions) {
    this.#pool = pool;
    this.#onError = onError;
  }

  /** Opens them, once. Rejects where the database can't be reached; then the next call tries again. */
  async open(): Promise<PgBoss> {
    this.#starting ??= this.#start(false);
    try {
      return await this.#starting;
    } catch (error) {
      this.#starting = null;
      throw error;
    }
  }

  /**
   * Enqueues jobs as a part of a transaction, by one statement: they are there if it is committed, and only then.
   * {@link open} them before.
   */
  async enqueue<Name extends QueueName>(
    tx: Transaction<Database>,
    name: Name,
    jobs: readonly Enqueued<Name>[],
  ): Promise<void> {
    if (jobs.length === 0) return;
    const boss = await this.open();
    const rows = jobs.map(({ job, at }) => ({ data: job, ...(at && { startAfter: at }) }));
    await boss.insert(name, rows, { db: askBy(tx) });
  }

  /**
   * Does the jobs that become due, many at once, each on one of all nodes that do so; again, if it fails or its node ends.
   * A job begins within some seconds, or at once where {@link wake} says so. A database that is away only delays that.
   *
   * @param onPush Told by the same look that devices are to be notified.
   */
  async work(workers: JobWorkers, onPush: () => void = () => {}): Promise<void> {
    this.#starting ??= this.#start(true);
    const boss = await this.#starting.catch(this.#unlessStopped);
    if (boss === null || this.#isStopped) return;
    await Promise.all(queueNames.map((name) => this.#workOn(boss, name, workers[name])));
    if (this.#isStopped) return;
    const onDue = (name: QueueName | 'push'): void =>
      name === 'push' ? onPush() : this.wake(name);
    this.#due = watchDue(this.#pool, { onDue, onError: this.#onError });
  }

  /** Looks for jobs of a queue at once: for whoever has enqueued some, after the commit. Does nothing without {@link work}. */
  readonly wake = (name: QueueName): void => {
    const worker = this.#workers.get(name);
    if (worker !== undefined && !this.#isStopped) this.#boss?.notifyWorker(worker);
  };

  /** Finishes the jobs that are under way, and takes no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#due?.stop();
    await this.#boss?.stop({ timeout: STOP_MS });
  }

  async #workOn<Name extends QueueName>(
    boss: PgBoss,
    name: Name,
    run: JobWorkers[Name],
  ): Promise<void> {
    const options = {
      // It is woken by what is due.
      pollingIntervalSeconds: SELDOM_SECONDS,
      batchSize: jobQueues[name].atOnce,
      burstWhenBatchFull: true,
      perJobResults: true,
    } as const;
    const id = await boss.work<unknown, unknown, typeof options>(name, options, (jobs) =>
      Promise.all(jobs.map((job) => done(job, name, run))),
    );
    this.#workers.set(name, id);
  }

  readonly #unlessStopped = (error: unknown): null => {
    if (this.#isStopped) return null;
    throw error;
  };

  async #start(works: boolean): Promise<PgBoss> {
    const db: BossDatabase = { executeSql: (text, values) => this.#pool.query(text, values) };
    const library = await loadBoss();
    if (this.#isStopped) throw new Error('the queues are closed');
    const boss = new library.PgBoss({ ...bossOptions, db, supervise: works });
    boss.on('error', this.#onError);
    this.#boss = boss;
    return boss.start({ attempts: works ? Number.MAX_SAFE_INTEGER : 1 });
  }
}

/** Does one job of several: one that fails is done again, whatever becomes of the others. */
async function done<Name extends QueueName>(
  { id, data }: Job<unknown>,
  name: Name,
  run: JobWorkers[Name],
): Promise<JobResult> {
  try {
    // The schema of this queue gives what the worker of this queue takes.
    await run(jobQueues[name].payload.parse(data) as JobOf<Name>);
    return { id, status: 'completed' };
  } catch (error) {
    return { id, status: 'failed', output: String(error) };
  }
}
