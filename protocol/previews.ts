import { z } from 'zod';

/** Limits in code points; what a page says beyond them is cut. */
export const PREVIEW_TITLE_MAX_CHARS = 140;
export const PREVIEW_DESCRIPTION_MAX_CHARS = 300;

/** What the page says of itself that a message's first link leads to. Its words are the page's, and nobody's of the event. */
export const LinkPreview = z.object({
  /** The link, as the message has it. */
  url: z.string(),
  title: z.string(),
  description: z.string().optional(),
});
export type LinkPreview = z.output<typeof LinkPreview>;
