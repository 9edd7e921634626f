import type { DatabaseHandle } from '../db/client.ts';
import type { JobWorkers } from '../db/job-queues.ts';
import { Jobs } from '../db/jobs.ts';
import type { EventLog } from '../domain/ports.ts';
import type { Log } from '../lib/server/log.ts';
import { announceByClock } from './announcing.ts';
import { closePollByClock } from './close-polls.ts';
import type { Pushing } from './push/pushing.ts';
import type { SocketServerConfig } from './config-type.ts';
import { createPreviewing, type Previewing } from './previewing.ts';

interface JobsDeps {
  readonly config: Pick<SocketServerConfig, 'linkPreviews'>;
  readonly database: DatabaseHandle;
  readonly eventLog: EventLog;
  readonly log: Log;
  readonly pushing: Pick<Pushing, 'wake'>;
}

/** A node's way to the queues, and its part in the work. */
interface StartedJobs extends Pick<Jobs, 'stop'> {
  readonly queues: Jobs;
}

/** While the database is away every poll fails: that is worth a line now and then. */
const TELL_EVERY_MS = 60_000;

/** Does the jobs of all queues, in turns with the other nodes; until it is stopped. */
export function startJobs(deps: JobsDeps): StartedJobs {
  const { database, log } = deps;
  let toldAt = -Infinity;
  const jobs = new Jobs(database.pool, {
    onError(error) {
      if (performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      log.warn({ error }, 'The queues of jobs could not be asked');
    },
  });
  const previewing = createPreviewing(deps);
  const started = jobs.work(workersOf(deps, previewing), deps.pushing.wake);
  started.catch((error: unknown) => log.error({ error }, 'Jobs are not done by this node'));
  return {
    queues: jobs,
    async stop() {
      await jobs.stop();
      previewing.stop();
    },
  };
}

const workersOf = (deps: JobsDeps, previewing: Previewing): JobWorkers => ({
  announcement: (due) => announceByClock(deps, due),
  poll: (due) => closePollByClock(deps.eventLog, due),
  'link-preview': (job) => previewing.preview(job),
});
