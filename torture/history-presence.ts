import { z } from 'zod';

/** Somebody chooses, by the API, whether they are shown to others; `asked` once for all requests of one choice. */
export const Visibility = z.object({
  type: z.literal('visibility'),
  at: z.number(),
  person: z.string(),
  isInvisible: z.boolean(),
  is: z.enum(['asked', 'done']),
});

/** Who was in a room by the API's answer to a question; `null`: too many to be named. */
export const ListedPeople = z.object({
  type: z.literal('listed-people'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  askedAt: z.number(),
  people: z.array(z.string()).nullable(),
});

/** A device that is in a room in the end. */
export const Here = z.object({
  type: z.literal('here'),
  at: z.number(),
  client: z.string(),
  person: z.string(),
  eventId: z.string(),
  /** `null`: not known. */
  isAway: z.boolean().nullable(),
  isInvisible: z.boolean(),
});

/** Whom one of ours shows as being in a room in the end; `null`: too many to be named, or not known. */
export const ShowsPeople = z.object({
  type: z.literal('shows-people'),
  at: z.number(),
  client: z.string(),
  eventId: z.string(),
  people: z.array(z.object({ person: z.string(), isAway: z.boolean() })).nullable(),
});
