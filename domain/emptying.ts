import { previewedLink } from '../protocol/links.ts';
import type { AnnouncementEntry } from './announcement-log.ts';
import { afterDeletion } from './deletion.ts';
import type { QuestionEntry } from './question-log.ts';
import type { LogEntry, MessageDeletedEntry, MessageEditedEntry, PreviewEntry } from './log.ts';

/**
 * What takes words out of earlier entries: a deletion, what an announcement says later, or its end, a question that is
 * dismissed; and of a page's words, an edit that takes their link away, and what comes of the message's preview later.
 */
export type Emptying =
  MessageDeletedEntry | MessageEditedEntry | AnnouncementEntry | QuestionEntry | PreviewEntry;

export const isEmptying = (entry: LogEntry): entry is Emptying =>
  entry.kind === 'message-deleted' ||
  entry.kind === 'message-edited' ||
  entry.kind === 'announcement' ||
  (entry.kind === 'question' && entry.state === 'dismissed') ||
  entry.kind === 'preview';

/** An earlier entry as it is in the log after one that takes words out of it. */
export function afterEmptying<Entry extends LogEntry>(earlier: Entry, later: Emptying): Entry {
  if (earlier.kind === 'preview') return losesPreview(earlier, later) ? emptied(earlier) : earlier;
  if (later.kind === 'message-deleted') return afterDeletion(earlier, later);
  if (earlier.kind === 'question')
    return isDismissal(earlier, later) ? withoutWords(earlier) : earlier;
  const isOfIt =
    later.kind === 'announcement' &&
    earlier.kind === 'announcement' &&
    earlier.announcementId === later.announcementId &&
    earlier.eventId === later.eventId;
  return isOfIt ? { ...earlier, content: '' } : earlier;
}

const isDismissal = ({ eventId, questionId }: QuestionEntry, later: Emptying): boolean =>
  later.kind === 'question' &&
  later.state === 'dismissed' &&
  later.questionId === questionId &&
  later.eventId === eventId;

function withoutWords<Entry extends LogEntry>(entry: Entry): Entry {
  const { asked: _, ...rest } = entry as Entry & Pick<QuestionEntry, 'asked'>;
  return rest as unknown as Entry;
}

function losesPreview({ eventId, messageId, preview }: PreviewEntry, later: Emptying): boolean {
  if (preview === undefined || later.kind === 'announcement' || later.kind === 'question')
    return false;
  if (later.messageId !== messageId || later.eventId !== eventId) return false;
  return later.kind !== 'message-edited' || !keepsPreview(later.content, preview);
}

function emptied<Entry extends LogEntry>(entry: Entry): Entry {
  const { preview: _, ...rest } = entry as Entry & Pick<PreviewEntry, 'preview'>;
  return rest as unknown as Entry;
}

/** Whether a message with this text keeps the preview that it had: it is of the same link. */
export const keepsPreview = (content: string, { url }: { readonly url: string }): boolean =>
  previewedLink(content) === url;
