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
  if (item.kind === 'pending') return { state: 'pending' };
  const { clientMessageId, error } = item;
  return { state: 'failed', clientMessageId, reason: error.message, retryAt: retryTime(error) };
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
    createdAt,
    editedAt,
    deletedAt,
    reactions,
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
    createdAt: new Date(createdAt),
    editedAt: editedAt === undefined || isDeleted ? undefined : new Date(editedAt),
    isDeleted,
    reactions: reactions ?? none,
    delivery: sent,
  };
  sentMessages.set(item, message);
  return message;
}
