import { sql, type Kysely } from 'kysely';

import type {
  EventNotifications,
  NotificationSettings,
  NotifyLevel,
} from '../protocol/notifications.ts';
import { lockHeads } from './log-facts.ts';
import type { Database } from './schema.ts';

export async function readNotificationSettings(
  db: Kysely<Database>,
  userId: string,
): Promise<NotificationSettings> {
  const row = await db
    .selectFrom('push_settings')
    .select(['hides_text', 'quiet_from', 'quiet_until', 'time_zone'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
  const {
    quiet_from: from = null,
    quiet_until: until = null,
    time_zone: timeZone = null,
  } = row ?? {};
  return {
    hidesText: row?.hides_text ?? false,
    quietHours:
      from === null || until === null || timeZone === null ? null : { from, until, timeZone },
  };
}

export async function writeNotificationSettings(
  db: Kysely<Database>,
  userId: string,
  { hidesText, quietHours }: NotificationSettings,
): Promise<void> {
  await sql`
    insert into push_settings (user_id, hides_text, quiet_from, quiet_until, time_zone)
    values (${userId}, ${hidesText}, ${quietHours?.from ?? null}, ${quietHours?.until ?? null}, ${quietHours?.timeZone ?? null})
    on conflict (user_id) do update set hides_text = excluded.hides_text, quiet_from = excluded.quiet_from,
      quiet_until = excluded.quiet_until, time_zone = excluded.time_zone
  `.execute(db);
}

interface Of {
  readonly eventId: string;
  readonly userId: string;
}

/** `null`: the person does not take part. */
export async function readEventNotifications(
  db: Kysely<Database>,
  of: Of,
): Promise<EventNotifications | null> {
  const { rows } = await sql<Row>`
    select ${columns} from participation
    where event_id = ${of.eventId} and user_id = ${of.userId} and status is not null and banned_at is null
  `.execute(db);
  return rows[0] === undefined ? null : toNotifications(rows[0]);
}

/** Keeps how somebody is notified of an event; `null`: they do not take part, and nothing is kept. */
export const writeEventNotifications = (
  db: Kysely<Database>,
  { eventId, userId }: Of,
  { level, mutedUntil }: EventNotifications,
): Promise<EventNotifications | null> =>
  db.transaction().execute(async (tx) => {
    // Before the participation, as whoever writes into the log; and whoever writes next knows what is decided here.
    await lockHeads(tx, [eventId]);
    const { rows } = await sql<Row>`
      update participation set notify_level = nullif(${level}, 'mentions'), notify_muted_until = ${mutedUntil}::timestamptz
      where event_id = ${eventId} and user_id = ${userId} and status is not null and banned_at is null
      returning ${columns}
    `.execute(tx);
    if (rows[0] === undefined) return null;
    await sql`
      update event_log_head set notifies_all = not notifies_all
      where event_id = ${eventId} and notifies_all is distinct from exists (
        select from participation where event_id = ${eventId} and notify_level = 'all'
      )
    `.execute(tx);
    return toNotifications(rows[0]);
  });

interface Row {
  readonly notify_level: NotifyLevel | null;
  readonly muted_until: Date | null;
}

const columns = sql`notify_level,
  case when notify_muted_until > now() then notify_muted_until end as muted_until`;

const toNotifications = ({ notify_level: level, muted_until: until }: Row): EventNotifications => ({
  level: level ?? 'mentions',
  mutedUntil: until?.toISOString() ?? null,
});
