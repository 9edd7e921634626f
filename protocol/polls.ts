import { z } from 'zod';

import { Choices, PollAsked } from './poll-shapes.ts';
import { Id } from './shapes.ts';

/** `POST /api/events/:eventId/polls`. */
export const NewPoll = z.strictObject({
  ...PollAsked,
  clientMessageId: Id.optional(),
  /** The message of the same event that it answers. */
  replyTo: Id.optional(),
});
export type NewPoll = z.output<typeof NewPoll>;

/** `PUT /api/events/:eventId/polls/:messageId/vote`. */
export const VoteChange = z.strictObject({ choices: Choices });
export type VoteChange = z.output<typeof VoteChange>;
