import { z } from 'zod';

/** That an announcement is shown, or no longer, as one of ours was told it, off the wire. */
export const Announced = z.object({
  type: z.literal('announced'),
  at: z.number(),
  client: z.string(),
  connection: z.int(),
  eventId: z.string(),
  seq: z.int(),
  announcementId: z.string(),
  isShown: z.boolean(),
  content: z.string().optional(),
});

/** What one of ours shows as announced in a room in the end, the newest last. */
export const ShowsAnnouncements = z.object({
  type: z.literal('shows-announcements'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  announcements: z.array(z.object({ announcementId: z.string(), content: z.string() })),
});

/** An announcement as its row has it after the run; times are ISO 8601, UTC. */
export const FinalAnnouncement = z.object({
  announcementId: z.string(),
  content: z.string(),
  shownUntil: z.string().nullable(),
  publishedSeq: z.int().nullable(),
  contentSeq: z.int().nullable(),
  endedSeq: z.int().nullable(),
});
