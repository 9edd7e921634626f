import { z } from 'zod';

/** A time as people and programs may give it. */
export const Time = z.iso.datetime({
  offset: true,
  error: 'A time is ISO 8601 with an offset, as in 2026-11-22T18:00:00Z.',
});
