import type { Pool } from 'pg';

import { JOBS_SCHEMA } from './jobs-schema.ts';
import { queueNames, type QueueName } from './job-queues.ts';

/** How late a job may begin that nobody tells of, at an idle cost of one question in that time, for all queues. */
const POLL_MS = 2_000;

interface DueOptions {
  readonly onDue: (name: QueueName | 'push') => void;
  readonly onError: (error: unknown) => void;
}

export interface DueWatch {
  /** Resolves when no question is under way any more. */
  readonly stop: () => Promise<void>;
}

/** Tells, until it is stopped, which queues have jobs that are due and that nobody has in hand, and whether devices are to be notified. */
export function watchDue(pool: Pool, { onDue, onError }: DueOptions): DueWatch {
  let isStopped = false;
  let asking = Promise.resolve();
  const ask = async (): Promise<void> => {
    try {
      const { rows } = await pool.query<{ readonly name: QueueName | 'push' }>(DUE, [queueNames]);
      if (!isStopped) rows.forEach(({ name }) => onDue(name));
    } catch (error) {
      onError(error);
    }
    if (!isStopped) timer = setTimeout(again, POLL_MS);
  };
  const again = (): void => {
    asking = ask();
  };
  let timer = setTimeout(again, POLL_MS);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return asking;
    },
  };
}

/** As pg-boss asks when it takes jobs, by an index, for the first one of each queue alone; and the same of notifications. */
const DUE = `
  select queue.name
    from unnest($1::text[]) as queue (name)
   where exists (
     select from ${JOBS_SCHEMA}.job
      where job.name = queue.name and job.state < 'active' and not job.blocked
        and job.start_after <= ${JOBS_SCHEMA}.job_now()
   )
  union all
  select 'push'
   where exists (select from push_due)
      or exists (select from push_delivery where state in ('waiting', 'sending') and next_at <= now())
      or exists (select from push_delivery where check_at <= now())`;
