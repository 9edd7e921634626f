import type { JobOf } from '../db/job-queues.ts';
import { closeDuePoll } from '../domain/poll.ts';
import type { EventLog } from '../domain/ports.ts';
import { newId } from '../lib/server/new-id.ts';

/** Ends a poll that is due; rejects where it has to be tried again. One that is gone, or never came, needs nothing. */
export async function closePollByClock(eventLog: EventLog, due: JobOf<'poll'>): Promise<void> {
  const done = await closeDuePoll({ log: eventLog, newId }, due);
  if (!done.ok && done.error.retryable) throw new Error(done.error.code);
}
