import { z } from 'zod';

import { Emoji, Reactor } from './wire.ts';

const REACTORS_MAX_ROWS = 100;
const REACTORS_DEFAULT_ROWS = 50;

const InPages = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(REACTORS_MAX_ROWS).default(REACTORS_DEFAULT_ROWS),
};

/** `PUT /api/events/:eventId/messages/:messageId/reactions`. */
export const ReactionChange = z.strictObject({
  emoji: Emoji,
  on: z.boolean('`on` is true or false.'),
});
export type ReactionChange = z.output<typeof ReactionChange>;

/** `GET /api/events/:eventId/messages/:messageId/reactions`: who gave one emoji. */
export const ReactorsQuery = z.object({ emoji: Emoji, ...InPages });
export type ReactorsQuery = z.output<typeof ReactorsQuery>;

/** `GET /api/events/:eventId/polls/:messageId/voters`: who chose one option. */
export const VotersQuery = z.object({
  option: z.coerce.number().int('`option` is the number of an option.').min(0),
  ...InPages,
});
export type VotersQuery = z.output<typeof VotersQuery>;

export const ReactorsPage = z.object({
  /** In the order in which they reacted, or voted. */
  people: z.array(Reactor),
  nextCursor: z.string().nullable(),
});
export type ReactorsPage = z.output<typeof ReactorsPage>;
