import { previewedLink } from '../../protocol/links.ts';
import type { LinkPreview } from '../../protocol/previews.ts';
import type { LogMessage } from './log-message.ts';

/** A message with a preview, or without. */
export function withPreview(message: LogMessage, preview: LinkPreview | null): LogMessage {
  const { preview: _, ...rest } = message;
  return preview === null ? rest : { ...rest, preview };
}

/** A message with another text: it keeps the preview of the link that it still begins with. */
export function withText(
  message: LogMessage,
  change: { readonly content: string; readonly editedAt: string },
): LogMessage {
  const changed = { ...message, ...change };
  const { preview } = message;
  return preview === undefined || preview.url === previewedLink(change.content)
    ? changed
    : withPreview(changed, null);
}
