import { expect, test } from 'vitest';

import { Jobs } from '../../db/jobs.ts';
import { queueNames, type JobOf, type JobWorkers } from '../../db/job-queues.ts';
import { JOBS_SCHEMA } from '../../db/jobs-schema.ts';
import { migrateToLatest, readSchemaState } from '../../db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { waitUntil } from '../harness/stack.ts';

test('a database without one of the queues is behind, and is given it', async () => {
  await using database = await createTestDatabase();
  await database.pool.query(`select ${JOBS_SCHEMA}.delete_queue('announcement')`);
  expect(await readSchemaState(database.db)).toBe('behind');
  await Promise.all([migrateToLatest(database.db), migrateToLatest(database.db)]);
  expect(await readSchemaState(database.db)).toBe('current');
});

test('jobs of one transaction are done once, each on one of two processes, at once where that is told', async () => {
  await using database = await createTestDatabase();
  const done: string[] = [];
  const workers = only(async ({ announcementId }) => {
    done.push(announcementId);
  });
  const both = await Promise.all([working(database, workers), working(database, workers)]);
  try {
    await database.db.transaction().execute((tx) => both[0].enqueue(tx, 'announcement', jobs(120)));
    const toldAt = performance.now();
    both.forEach(({ wake }) => wake('announcement'));
    await waitUntil(() => done.length >= 120, 'all jobs to be done');
    expect(performance.now() - toldAt).toBeLessThan(1_000);
  } finally {
    await Promise.all(both.map((each) => each.stop()));
  }
  expect(new Set(done).size).toBe(120);
  expect(done).toHaveLength(120);
});

test('a job that fails is done again, one that is due later waits, and nobody needs to tell', async () => {
  await using database = await createTestDatabase();
  const done: { readonly id: string; readonly at: number }[] = [];
  const due = Date.now() + 3_000;
  const one = await working(
    database,
    only(async ({ announcementId: id }) => {
      done.push({ id, at: Date.now() });
      if (done.length === 1) throw new Error('not yet');
    }),
  );
  try {
    const both = [{ job: named('0') }, { job: named('later'), at: new Date(due) }];
    await database.db.transaction().execute((tx) => one.enqueue(tx, 'announcement', both));
    await waitUntil(() => done.length === 3, 'three attempts', 20_000);
  } finally {
    await one.stop();
  }
  expect(done.map(({ id }) => id).toSorted()).toEqual(['0', '0', 'later']);
  expect(done.find(({ id }) => id === 'later')?.at).toBeGreaterThanOrEqual(due);
}, 30_000);

const only = (announcement: JobWorkers['announcement']): JobWorkers => ({
  ...(Object.fromEntries(
    queueNames.map((name) => [name, async () => {}]),
  ) as unknown as JobWorkers),
  announcement,
});

async function working({ pool }: TestDatabase, workers: JobWorkers): Promise<Jobs> {
  const jobs = new Jobs(pool, {
    onError(error) {
      throw error;
    },
  });
  await jobs.work(workers);
  return jobs;
}

const jobs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ job: named(`${index}`) }));

const named = (announcementId: string): JobOf<'announcement'> => ({
  eventId: 'an event',
  actorId: 'somebody',
  announcementId,
});
