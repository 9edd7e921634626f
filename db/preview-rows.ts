import { z } from 'zod';

import { LinkPreview } from '../protocol/previews.ts';

/** A message's preview as it lies in `message.preview`: shown, or taken away by somebody. */
const StoredPreview = z.union([
  LinkPreview.extend({ isShown: z.literal(true), seq: z.int() }),
  z.object({ isShown: z.literal(false), url: z.string(), seq: z.int() }),
]);
export type StoredPreview = z.output<typeof StoredPreview>;

/** Whether it is shown, and of which link. */
export const toKnownPreview = (stored: unknown): StoredPreview | null =>
  stored === null ? null : StoredPreview.parse(stored);

/** What clients are shown of it. */
export function toShownPreview(stored: unknown): { readonly preview?: LinkPreview } {
  const known = toKnownPreview(stored);
  return known?.isShown === true ? { preview: LinkPreview.parse(known) } : {};
}
