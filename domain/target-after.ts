import { previewedLink } from '../protocol/links.ts';
import { keepsPreview } from './emptying.ts';
import type { Facts, Target } from './facts.ts';
import type { LogEntry, PreviewEntry } from './log.ts';

/** A message with a link that it did not have before. */
export interface ToPreview {
  readonly eventId: string;
  readonly messageId: string;
}

/** A message as it is after an entry; `null` where the entry is of none. */
export function targetAfter(entry: LogEntry, before: Target | null): Target | null {
  if (entry.kind === 'message') {
    const { seq, actorId, content, createdAt } = entry;
    const isPoll = entry.poll !== undefined;
    const about = { seq, authorId: actorId, content, isPoll, createdAt };
    return { ...about, deletedAt: null, preview: null };
  }
  if (before === null) return null;
  if (entry.kind === 'preview') return { ...before, preview: previewAfter(entry, before) };
  if (entry.kind === 'message-edited') return afterEdit(entry.content, before);
  return entry.kind === 'message-deleted'
    ? { ...before, content: '', deletedAt: entry.createdAt, preview: null }
    : null;
}

const previewAfter = ({ preview }: PreviewEntry, before: Target): Target['preview'] =>
  preview === undefined
    ? before.preview && { ...before.preview, isShown: false }
    : { url: preview.url, isShown: true };

const afterEdit = (content: string, before: Target): Target => ({
  ...before,
  content,
  preview: before.preview && keepsPreview(content, before.preview) ? before.preview : null,
});

/** The message that an entry gives a first link, unless it had that one before. */
export function newLinkOf(
  { entry }: { readonly entry: LogEntry },
  { target }: Facts,
): readonly ToPreview[] {
  if (entry.kind !== 'message' && entry.kind !== 'message-edited') return [];
  const link = previewedLink(entry.content);
  if (link === null) return [];
  const { eventId } = entry;
  if (entry.kind === 'message') return [{ eventId, messageId: entry.id }];
  return previewedLink(target?.content ?? '') === link
    ? []
    : [{ eventId, messageId: entry.messageId }];
}
