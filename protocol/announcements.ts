import { z } from 'zod';

import { Time } from './given-time.ts';
import { MessageText, Reactor, SeenHow } from './wire.ts';

/** Announcements that one event may have, drafts and ended ones included. */
export const ANNOUNCEMENTS_MAX = 200;

/** `draft`, `scheduled`: seen by organisers alone; `live`: by everybody; `ended`: was live. */
export const AnnouncementState = z.enum(['draft', 'scheduled', 'live', 'ended']);
export type AnnouncementState = z.output<typeof AnnouncementState>;

const Times = {
  /** When it is to be shown by itself; `null`: when somebody shows it. */
  scheduledAt: Time.nullable().optional(),
  /** Until when it is shown; `null`: until somebody ends it. */
  shownUntil: Time.nullable().optional(),
};

/** `POST /api/events/:eventId/announcements`. */
export const NewAnnouncement = z.strictObject({ content: MessageText, ...Times });
export type NewAnnouncement = z.output<typeof NewAnnouncement>;

/** `PATCH /api/events/:eventId/announcements/:announcementId`: what is left out stays. */
export const AnnouncementChange = NewAnnouncement.partial().refine(
  (change) => Object.keys(change).length > 0,
  'Nothing to change was given.',
);
export type AnnouncementChange = z.output<typeof AnnouncementChange>;

/** `PUT /api/events/:eventId/announcements/:announcementId/seen`. */
export const AnnouncementSeen = z.strictObject({ how: SeenHow });
export type AnnouncementSeen = z.output<typeof AnnouncementSeen>;

/** An announcement as its organisers see it. Times are ISO 8601, UTC. */
export const Announcement = z.object({
  announcementId: z.string(),
  content: z.string(),
  state: AnnouncementState,
  /** Who wrote it. */
  author: Reactor,
  scheduledAt: z.string().nullable(),
  shownUntil: z.string().nullable(),
  shownAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** When it was to be shown by itself and could not be, and why; it is a draft then. `null` for all others. */
  notShown: z.object({ at: z.string(), why: z.string() }).nullable(),
  createdAt: z.string(),
});
export type Announcement = z.output<typeof Announcement>;

/** `GET /api/events/:eventId/announcements`: all of them, the newest first. */
export const Announcements = z.object({ announcements: z.array(Announcement) });
export type Announcements = z.output<typeof Announcements>;

/** `GET /api/events/:eventId/announcements/:announcementId/report`. Those who saw it are people, each counted once. */
export const AnnouncementReport = z.object({
  announcementId: z.string(),
  /** Its place in the log, and when it was committed there; `null`: it was not shown yet. */
  committedSeq: z.int().nullable(),
  committedAt: z.string().nullable(),
  /** The place of its end; `null`: it has not ended. */
  endedSeq: z.int().nullable(),
  endedAt: z.string().nullable(),
  /** How many take part now. */
  participants: z.int(),
  /** On whose screens it was when it came. */
  seenLive: z.int(),
  /** Who saw it later: from the history, or replayed after a lost connection. */
  seenLater: z.int(),
  /** What became of notifications, one a device. */
  notified: z.object({
    /** That push services took. */
    handedOver: z.int(),
    /** Refused for good, or too often. */
    failed: z.int(),
    /** Sent, and perhaps twice or still under way as a server ended; `handedOver` and `failed` do not count them. */
    unknown: z.int(),
  }),
});
export type AnnouncementReport = z.output<typeof AnnouncementReport>;
