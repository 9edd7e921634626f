import { z } from 'zod';

/** Applause as a client was told it: sums by emoji. */
export const Cheered = z.object({
  type: z.literal('cheered'),
  at: z.number(),
  client: z.string(),
  connection: z.int(),
  eventId: z.string(),
  cheers: z.array(z.tuple([z.string(), z.int()])),
});

/**
 * After the run, while nothing breaks: everybody applauds with an emoji that nobody gave before, until each of ours has
 * been told of all of it, or gives up waiting.
 */
export const ApplauseRound = z.object({
  type: z.literal('applause-round'),
  at: z.number(),
  is: z.enum(['begin', 'end']),
  emoji: z.string(),
});
