import { z } from 'zod';

import { Seq } from './wire.ts';

/** Unread messages are counted up to here: nobody reads a larger number as one. */
export const UNREAD_MAX = 100;

/** `GET /api/unread`: those with something unread, what was said last first. */
export const UnreadEvents = z.object({
  events: z.array(
    z.object({
      eventId: z.string(),
      readSeq: z.int().nonnegative(),
      unread: z.int().positive(),
      /** How many of them mention one; left out where none does. */
      mentions: z.int().positive().optional(),
    }),
  ),
});
export type UnreadEvents = z.output<typeof UnreadEvents>;
export type UnreadEvent = UnreadEvents['events'][number];

/** `PUT /api/events/:eventId/reading`. */
export const ReadingChange = z.strictObject({ seq: Seq, from: Seq.optional() });
export type ReadingChange = z.output<typeof ReadingChange>;

/** `PUT /api/events/:eventId/unread`: the first entry that is to be unread. */
export const UnreadChange = z.strictObject({ seq: Seq });
export type UnreadChange = z.output<typeof UnreadChange>;
