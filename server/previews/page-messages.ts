import { z } from 'zod';

import { LinkPreview } from '../../protocol/previews.ts';

/** What the process that reads pages is started with, as JSON. */
export const PageRules = z.object({
  /** As in `10.0.0.0/8`: beside the public addresses. */
  networks: z.array(z.string()),
  ports: z.array(z.int()),
});
export type PageRules = z.output<typeof PageRules>;

export const PageAsked = z.object({ id: z.int(), url: z.string() });
export type PageAsked = z.output<typeof PageAsked>;

/** Either what a page says, or why there is no preview of it. */
export const PageAnswer = z.object({
  id: z.int(),
  preview: LinkPreview.optional(),
  reason: z.string().optional(),
});
export type PageAnswer = z.output<typeof PageAnswer>;
