import { toShownFiles, unsentToShown } from '@/components/files/shown-file';
import type { EventRoomState, TimelineItem } from '@/lib/event-room';
import type { ProtocolError } from '@/protocol/errors';

import type { ChatMessage, Delivery } from './chat-rows';

/** Who writes here. */
export interface Author {
  readonly id: string;
  readonly name: string;
  readonly image: string | null;
}

/** A room that one is let into. */
export type OpenRoomState = Exclude<EventRoomState, { status: 'refused' }>;

// A refusal says how long to wait from when it came; the time that this means must not move after.
const retryTimes = new WeakMap<ProtocolError, number>();

function retryTime(error: ProtocolError): number | null {
  if (error.retryAfterMs === undefined) return null;
  const known = retryTimes.get(error);
  if (known !== undefined) return known;
  const time = Date.now() + error.retryAfterMs;
  retryTimes.set(error, time);
  return time;
}

function toDelivery(item: UnsentItem): Delivery {
  const { clientMessageId } = item;
  if (item.kind === 'pending') return { state: 'pending', clientMessageId };
  const { error } = item;
  const failed = { reason: error.message, retry: retryOf(item), retryAt: retryTime(error) };
  return { state: 'failed', clientMessageId, ...failed };
}

/** A message fails before its files are there only where one of them can't be had. */
function retryOf({ content, files = [] }: UnsentItem): 'again' | 'without' | 'none' {
  const ready = files.filter(({ attachment }) => attachment !== undefined);
  if (ready.length === files.length) return 'again';
  return content === '' && files.length === 1 ? 'none' : 'without';
}

const none: readonly never[] = [];
const sent = { state: 'sent' } as const;
const sentMessages = new WeakMap<TimelineItem, ChatMessage>();

type UnsentItem = Exclude<TimelineItem, { kind: 'sent' }>;

const toUnsentMessage = (item: UnsentItem, oneself: Author): ChatMessage => ({
  key: item.key,
  id: null,
  seq: null,
  userId: oneself.id,
  userName: oneself.name,
  userImage: oneself.image ?? undefined,
  content: item.content,
  replyTo: item.replyTo,
  mentions: item.mentions,
  files: unsentToShown(item.files),
  createdAt: new Date(item.createdAt),
  editedAt: undefined,
  isDeleted: false,
  reactions: none,
  delivery: toDelivery(item),
});

/** A line of the timeline as the list shows it; the same object for the same sent message. */
export function toChatMessage(item: TimelineItem, oneself: Author): ChatMessage {
  if (item.kind !== 'sent') return toUnsentMessage(item, oneself);
  const known = sentMessages.get(item);
  if (known !== undefined) return known;
  const {
    id,
    seq,
    userId,
    userName,
    userImage,
    content,
    replyTo,
    mentions,
    poll,
    createdAt,
    editedAt,
    deletedAt,
    reactions,
    attachments,
    preview,
  } = item.message;
  const isDeleted = deletedAt !== undefined;
  const message: ChatMessage = {
    key: item.key,
    id,
    seq: seq ?? null,
    userId,
    userName,
    userImage,
    content,
    replyTo,
    mentions,
    poll,
    files: toShownFiles(attachments),
    createdAt: new Date(createdAt),
    editedAt: editedAt === undefined || isDeleted ? undefined : new Date(editedAt),
    isDeleted,
    reactions: reactions ?? none,
    preview,
    delivery: sent,
  };
  sentMessages.set(item, message);
  return message;
}
