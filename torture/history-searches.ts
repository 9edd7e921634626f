import { z } from 'zod';

/** What somebody found by a word, by the API, on all pages of the answer. */
export const Searched = z.object({
  type: z.literal('searched'),
  at: z.number(),
  client: z.string(),
  person: z.string(),
  askedAt: z.number(),
  /** Where they searched; left out: in all events that they take part in. */
  eventId: z.string().optional(),
  word: z.string(),
  /** Of a refusal, which has found nothing. */
  code: z.string().optional(),
  found: z.array(z.object({ eventId: z.string(), messageId: z.string(), content: z.string() })),
  /** Nothing has the word; these have others that are like it. */
  isSimilar: z.boolean().optional(),
  /** The server said that not everything can be found yet. */
  isIndexing: z.boolean().optional(),
});
