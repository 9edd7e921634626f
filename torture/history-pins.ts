import { z } from 'zod';

/** What one of ours shows as pinned in a room in the end, the newest pin first. */
export const ShowsPins = z.object({
  type: z.literal('shows-pins'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  messageIds: z.array(z.string()),
});
