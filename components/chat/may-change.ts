import type { Role } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';

/** Who would change a message, and for how long this event lets people change their own. */
export interface Changer {
  readonly userId: string;
  readonly role: Role;
  readonly changeMinutes: number;
}

export interface MayChange {
  readonly edit: boolean;
  readonly delete: boolean;
}

const MINUTE_MS = 60_000;

/**
 * What somebody may do with a message at a time in milliseconds of `Date.now()`. A device's clock is not the
 * server's, which has the last word.
 */
export function mayChange(message: ChatMessage, changer: Changer, now: number): MayChange {
  if (message.id === null || message.isDeleted) return { edit: false, delete: false };
  const isOwn = message.userId === changer.userId;
  const moderates = changer.role !== 'participant';
  const age = now - message.createdAt.getTime();
  const isInTime = moderates || age < changer.changeMinutes * MINUTE_MS;
  // Who has voted knew what for.
  const edit = isOwn && isInTime && message.poll === undefined;
  return { edit, delete: (isOwn && isInTime) || moderates };
}

/** One's own newest message, where it may be edited: what ArrowUp in an empty composer is for. */
export function latestToEdit(
  messages: readonly ChatMessage[],
  changer: Changer,
  now: number,
): ChatMessage | null {
  const own = messages.findLast(
    ({ id, userId, isDeleted }) => id !== null && userId === changer.userId && !isDeleted,
  );
  return own !== undefined && mayChange(own, changer, now).edit ? own : null;
}
