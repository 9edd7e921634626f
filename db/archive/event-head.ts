import { sql } from 'kysely';
import { z } from 'zod';

import { EventSettings } from '../../protocol/rest.ts';
import { Id } from '../../protocol/wire.ts';
import { eventParts } from './event-parts.ts';
import { Image, Text, Time } from './fields.ts';
import { countRows, type Snapshot } from './snapshot.ts';

/** Raised whenever an archive of today could not be read by the code of yesterday. 2: files, and previews of links. */
export const ARCHIVE_VERSION = 2;
/** Archives of all versions are read: a later one has more. */
const READ_VERSIONS = [1, ARCHIVE_VERSION] as const;

/** `event.json`: what an archive is of, and how much there is of it. */
export const EventHead = z.strictObject({
  format: z.literal('hallway-event'),
  version: z.literal(READ_VERSIONS),
  exportedAt: Time,
  /** The log's head: everything in the archive is as it was at this place. */
  seq: z.int().nonnegative(),
  event: z.strictObject({
    id: Id,
    title: Text(500),
    description: Text(40_000).nullable(),
    startsAt: Time,
    endsAt: Time.nullable(),
    timeZone: Text(64).nullable(),
    place: Text(1_000).nullable(),
    imageUrl: Image.nullable(),
    createdBy: Id,
    createdAt: Time,
    updatedAt: Time,
    settings: EventSettings,
  }),
  mode: z.strictObject({
    isFrozen: z.boolean(),
    slowSeconds: z.int().nonnegative(),
    slowSince: Time.nullable(),
  }),
  /** Rows of each file. */
  counts: z.record(z.string(), z.int().nonnegative()),
});
export type EventHead = z.output<typeof EventHead>;

/** Null where there is no such event. */
export async function readEventHead(
  snapshot: Snapshot,
  eventId: string,
): Promise<EventHead | null> {
  const { rows } = await sql<Record<string, unknown>>`
    select e.id, e.title, e.description, e.starts_at, e.ends_at, e.time_zone, e.place, e.image_url, e.created_by,
      e.created_at, e.updated_at, e.settings, h.head_seq, h.is_frozen, h.slow_seconds, h.slow_since,
      clock_timestamp() as now
    from event e join event_log_head h on h.event_id = e.id where e.id = ${eventId}
  `.execute(snapshot);
  const row = rows[0];
  if (row === undefined) return null;
  const counts: Record<string, number> = {};
  for (const { path, select } of eventParts) {
    counts[path] = await countRows(snapshot, select(eventId));
  }
  return toHead(row, counts);
}

/** Times as an archive writes them. */
const time = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString() : null;

const toHead = (row: Record<string, unknown>, counts: Record<string, number>): EventHead =>
  EventHead.parse({
    format: 'hallway-event',
    version: ARCHIVE_VERSION,
    exportedAt: time(row['now']),
    seq: row['head_seq'],
    event: {
      id: row['id'],
      title: row['title'],
      description: row['description'],
      startsAt: time(row['starts_at']),
      endsAt: time(row['ends_at']),
      timeZone: row['time_zone'],
      place: row['place'],
      imageUrl: row['image_url'],
      createdBy: row['created_by'],
      createdAt: time(row['created_at']),
      updatedAt: time(row['updated_at']),
      settings: row['settings'],
    },
    mode: {
      isFrozen: row['is_frozen'],
      slowSeconds: row['slow_seconds'],
      slowSince: time(row['slow_since']),
    },
    counts,
  });
