import { z } from 'zod';

import { EventMessage } from './wire.ts';

export const MENTIONS_MAX_ROWS = 50;
export const MENTIONS_DEFAULT_ROWS = 20;

/** `GET /api/mentions`. */
export const MentionsQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(MENTIONS_MAX_ROWS).default(MENTIONS_DEFAULT_ROWS),
});
export type MentionsQuery = z.output<typeof MentionsQuery>;

/** A message that mentions one, as it is now. */
export const MentionOfOne = z.object({
  message: EventMessage,
  eventTitle: z.string(),
  /** Whether it stands behind the place up to which one has read. */
  isUnread: z.boolean(),
});
export type MentionOfOne = z.output<typeof MentionOfOne>;

/** What mentions one in the events that one takes part in, the newest first; by oneself, by `moderators` or by `everyone`. */
export const MentionsPage = z.object({
  mentions: z.array(MentionOfOne),
  nextCursor: z.string().nullable(),
});
export type MentionsPage = z.output<typeof MentionsPage>;
