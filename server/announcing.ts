import { writeRefusedDue } from '../db/announcement-refused.ts';
import type { DatabaseHandle } from '../db/client.ts';
import type { JobOf } from '../db/job-queues.ts';
import { announceDue } from '../domain/announce.ts';
import type { EventLog } from '../domain/ports.ts';
import type { Log } from '../lib/server/log.ts';
import { newId } from '../lib/server/new-id.ts';

interface AnnouncingDeps {
  readonly database: DatabaseHandle;
  readonly eventLog: EventLog;
  readonly log: Log;
}

/** Shows or ends an announcement, if that is due; rejects where it has to be tried again. */
export async function announceByClock(
  { database, eventLog, log }: AnnouncingDeps,
  due: JobOf<'announcement'>,
): Promise<void> {
  const done = await announceDue({ log: eventLog, newId }, due);
  if (done.ok) return;
  const { code, message, retryable } = done.error;
  const { eventId, announcementId } = due;
  log.warn({ eventId, announcementId, code }, `An announcement was not made: ${message}`);
  // The queue does it again.
  if (retryable) throw new Error(code);
  await writeRefusedDue(database.db, { announcementId, why: message });
}
