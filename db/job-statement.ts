import type { JobOf, QueueName } from './job-queues.ts';
import { JOBS_SCHEMA } from './jobs-schema.ts';
import type { Statement } from './statements.ts';

/**
 * Enqueues jobs that are due at once as a part of whatever transaction runs it: as `Jobs.enqueue`, for writers that send all their
 * statements together. What pg-boss writes of a job without options of its own, by the queue's.
 */
export const enqueueStatement = <Name extends QueueName>(
  name: Name,
  jobs: readonly JobOf<Name>[],
): Statement => ({
  name: 'hallway_enqueue_jobs',
  text: `
    insert into ${JOBS_SCHEMA}.job (name, data, policy, expire_seconds, deletion_seconds, keep_until,
      retry_limit, retry_delay, retry_backoff, retry_delay_max)
    select q.name, job.data, q.policy, q.expire_seconds, q.deletion_seconds,
      ${JOBS_SCHEMA}.job_now() + q.retention_seconds * interval '1 second',
      q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max
    from ${JOBS_SCHEMA}.queue q, json_array_elements($2::json) as job (data)
    where q.name = $1`,
  values: [name, JSON.stringify(jobs)],
});
