import { z } from 'zod';

/** Exports of one event, or of one's own data, that are kept at once: a newer one takes the oldest one's place. */
export const EXPORTS_KEPT = 3;

/** `waiting`: for its turn; `running`: being made; `ready`: to be downloaded; `failed`: was tried and could not be made. */
export const ExportState = z.enum(['waiting', 'running', 'ready', 'failed']);
export type ExportState = z.output<typeof ExportState>;

/** A file with an event, or with what is stored of oneself, on its way. Times are ISO 8601, UTC. */
export const Export = z.object({
  exportId: z.string(),
  state: ExportState,
  /** How much of it is made, from 0 to 1. */
  progress: z.number().min(0).max(1),
  /** The place in the event's log that it is true at; `null` for one's own data, and until it is being made. */
  seq: z.int().nullable(),
  /** How large the file is; `null` until it is ready. */
  bytes: z.int().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** When the file is removed; `null` until it is ready, or has failed. */
  expiresAt: z.string().nullable(),
});
export type Export = z.output<typeof Export>;

/** `GET /api/events/:eventId/exports` and `GET /api/account/exports`: the newest first. */
export const Exports = z.object({ exports: z.array(Export) });
export type Exports = z.output<typeof Exports>;
