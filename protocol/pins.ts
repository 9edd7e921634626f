import { z } from 'zod';

import { EventMessage, Reactor } from './wire.ts';

/** `GET /api/events/:eventId/pins`: all of them, the newest pin first. */
export const Pins = z.object({
  pins: z.array(
    z.object({
      /** As it is at `seq`. */
      message: EventMessage,
      pinnedBy: Reactor,
      /** ISO 8601, UTC. */
      pinnedAt: z.string(),
    }),
  ),
  /** Head of the log in the snapshot that they were read from. */
  seq: z.int(),
  epoch: z.string(),
});
export type Pins = z.output<typeof Pins>;
