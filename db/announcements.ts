import { sql, type Kysely, type Transaction } from 'kysely';

import {
  changedAnnouncement,
  newAnnouncement,
  shownAlready,
  stillShown,
  type AnnouncementDetails,
} from '../domain/announcements.ts';
import { refuseUnlessOrganising } from '../domain/decide-announcement.ts';
import type { LogEntry } from '../domain/log.ts';
import { noSuchAnnouncement, noSuchEvent } from '../domain/refusals.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { EventSettings, type AnnouncementChange, type NewAnnouncement } from '../protocol/rest.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { toStoredAnnouncement, type StoredAnnouncementRow } from './announcement-facts.ts';
import { appendInTransaction } from './log.ts';
import { lockHeads } from './log-facts.ts';
import type { Enqueued, Jobs } from './jobs.ts';
import { resultTransaction } from './result-transaction.ts';
import type { Database } from './schema.ts';
import { toAccount, toStanding, type AccountRow, type StandingRow } from './standing-rows.ts';

type Outcome<Value> = Promise<Result<Value, ProtocolError>>;

interface Asked {
  readonly eventId: string;
  readonly actorId: string;
  readonly announcementId: string;
}

/** Where announcements are written, and the jobs that their times ask for: in one transaction with them. */
export interface AnnouncementStore {
  readonly db: Kysely<Database>;
  readonly jobs: Pick<Jobs, 'open' | 'enqueue'>;
}

/** Writes an announcement that nobody sees yet but organisers. Refuses by ANN-1 and ANN-6. */
export const createAnnouncement = (
  { db, jobs }: AnnouncementStore,
  { given, ...asked }: Asked & { readonly given: NewAnnouncement },
): Outcome<null> =>
  organising({ db, jobs }, { ...asked, times: given }, async (tx, known) => {
    const details = newAnnouncement(given, known);
    if (!details.ok) return details;
    await tx
      .insertInto('announcement')
      .values({
        id: asked.announcementId,
        event_id: asked.eventId,
        author_id: asked.actorId,
        ...toColumns(details.value),
      })
      .execute();
    await jobs.enqueue(tx, 'announcement', toDues(asked, given));
    return ok(null);
  });

/**
 * Changes an announcement. Of one that is shown everybody is told, by the entry that is answered, in the same
 * transaction; `null`: nobody need be. Refuses by ANN-1, ANN-4 and ANN-6.
 */
export const changeAnnouncement = (
  { db, jobs }: AnnouncementStore,
  { change, ...asked }: Asked & { readonly change: AnnouncementChange },
): Outcome<LogEntry | null> =>
  organising({ db, jobs }, { ...asked, times: change }, async (tx, known) => {
    const row = await readRow(tx, asked);
    if (row === undefined) return fail(noSuchAnnouncement);
    if (row.published_seq !== null) {
      await jobs.enqueue(tx, 'announcement', toDues(asked, { shownUntil: change.shownUntil }));
      return changeShown(tx, asked, change);
    }
    const details = changedAnnouncement(toStoredAnnouncement(row), change, known);
    if (!details.ok) return details;
    await tx
      .updateTable('announcement')
      .set({ ...toColumns(details.value), ...(change.scheduledAt !== undefined && SET_ANEW) })
      .where('id', '=', asked.announcementId)
      .execute();
    await jobs.enqueue(tx, 'announcement', toDues(asked, change));
    return ok(null);
  });

/** Deletes an announcement that is not shown, with its report. Refuses by ANN-1 and ANN-5. */
export const deleteAnnouncement = (store: AnnouncementStore, asked: Asked): Outcome<null> =>
  organising(store, asked, async (tx) => {
    const row = await readRow(tx, asked);
    if (row === undefined) return fail(noSuchAnnouncement);
    if (row.published_seq !== null && row.ended_seq === null) return fail(stillShown);
    await tx.deleteFrom('announcement').where('id', '=', asked.announcementId).execute();
    return ok(null);
  });

interface Known {
  readonly settings: EventSettings;
  readonly now: Date;
  /** How many announcements the event has. */
  readonly count: number;
}

/** Runs what organisers alone may do, while the event's log is locked: nothing of it crosses what goes into the log. */
async function organising<Value>(
  { db, jobs }: AnnouncementStore,
  { eventId, actorId, times }: Asked & { readonly times?: AnnouncementChange },
  run: (tx: Transaction<Database>, known: Known) => Outcome<Value>,
): Outcome<Value> {
  // Not while the log is locked.
  if (times?.scheduledAt != null || times?.shownUntil != null) await jobs.open();
  return resultTransaction(db, async (tx) => {
    await lockHeads(tx, [eventId]);
    const { rows } = await sql<AccountRow & StandingRow & Known>`
      select u."id" as account_id, u."name" as account_name, u."image" as account_image,
        p.status, p.role, p.banned_at, p.muted_until, p.slow_said_at,
        e.settings, clock_timestamp() as now,
        (select count(*)::int from announcement a where a.event_id = e.id) as count
      from event e
      left join "user" u on u."id" = ${actorId}
      left join participation p on p.event_id = e.id and p.user_id = u."id"
      where e.id = ${eventId}
    `.execute(tx);
    const row = rows[0];
    if (row === undefined) return fail(noSuchEvent);
    const refused = refuseUnlessOrganising({
      account: toAccount(row),
      participation: toStanding(row),
    });
    if (refused !== null) return fail(refused);
    return run(tx, { ...row, settings: EventSettings.parse(row.settings) });
  });
}

const readRow = (
  tx: Transaction<Database>,
  { eventId, announcementId }: Asked,
): Promise<StoredAnnouncementRow | undefined> =>
  tx
    .selectFrom('announcement')
    .select(['id', 'content', 'scheduled_at', 'shown_until', 'published_seq', 'ended_seq'])
    .where('id', '=', announcementId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();

async function changeShown(
  tx: Transaction<Database>,
  asked: Asked,
  { scheduledAt, content, shownUntil }: AnnouncementChange,
): Outcome<LogEntry | null> {
  if (scheduledAt != null) return fail(shownAlready);
  const until = shownUntil === undefined ? undefined : timeOf(shownUntil);
  const act = { type: 'change', content, shownUntil: until } as const;
  const [outcome] = await appendInTransaction(tx, [{ kind: 'announcement', ...asked, act }]);
  if (outcome === undefined) throw new Error('a draft without an outcome');
  if (!outcome.ok) return outcome;
  return ok(outcome.value.type === 'appended' ? outcome.value.entry : null);
}

const timeOf = (given: string | null | undefined): Date | null =>
  given == null ? null : new Date(given);

/**
 * One job for each time that is set: it does what is due then, and nothing where that was changed meanwhile. Not for
 * times that stay: what the clock refused would be shown by it after all.
 */
const toDues = (
  job: Asked,
  { scheduledAt, shownUntil }: Pick<AnnouncementChange, 'scheduledAt' | 'shownUntil'>,
): readonly Enqueued<'announcement'>[] =>
  [scheduledAt, shownUntil].flatMap((at) => (at == null ? [] : [{ job, at: new Date(at) }]));

/** With another time, or none, the clock has refused nothing. */
const SET_ANEW = { refused_at: null, refused_why: null };

const toColumns = ({ content, scheduledAt, shownUntil }: AnnouncementDetails) => ({
  content,
  scheduled_at: scheduledAt,
  shown_until: shownUntil,
});
