import { z } from 'zod';

import { ParticipationStatus, Role } from '../protocol/wire.ts';

/** Where one of ours knows in the end that its person stands in a room. */
export const Stands = z.object({
  type: z.literal('stands'),
  at: z.number(),
  client: z.string(),
  person: z.string(),
  eventId: z.string(),
  role: Role,
  isMuted: z.boolean(),
  isFrozen: z.boolean(),
  slowSeconds: z.int(),
  /** How far they have read. */
  readSeq: z.int().optional(),
});

/** Somebody in an event, as the database has them after the run. */
export const FinalStanding = z.object({
  person: z.string(),
  status: ParticipationStatus.nullable(),
  role: Role,
  isMuted: z.boolean(),
  isBanned: z.boolean(),
  readSeq: z.int().optional(),
});
