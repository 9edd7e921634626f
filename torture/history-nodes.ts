import { z } from 'zod';

/** A node's own numbers, about once a second, and its beginning and end. */
export const Node = z.object({
  type: z.literal('node'),
  at: z.number(),
  node: z.string(),
  is: z.enum(['started', 'sample', 'exited']),
  rssBytes: z.number().optional(),
  sockets: z.number().optional(),
  /** 99th percentile of the event loop's delay since the last sample, in milliseconds. */
  loopDelayP99Ms: z.number().optional(),
  largestBufferBytes: z.number().optional(),
  /** Of `exited`: whether a fault of the run did it. */
  wasInjected: z.boolean().optional(),
  exitCode: z.int().nullable().optional(),
  /** An unhandled fault that it logged. */
  fatal: z.string().optional(),
});
