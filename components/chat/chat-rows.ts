import type { Reaction } from '@/protocol/wire';

/** One message as the list shows it. */
export interface ChatMessage {
  /** The same from the first try of a send until for ever. */
  readonly key: string;
  /** `null` until the server has stored it. */
  readonly id: string | null;
  readonly userId: string;
  readonly userName: string;
  readonly userImage: string | undefined;
  readonly content: string;
  readonly createdAt: Date;
  /** When it got the words that it has, where they are not its first; never of a deleted one, which has none. */
  readonly editedAt: Date | undefined;
  /** Its words are gone; its place stays. */
  readonly isDeleted: boolean;
  readonly reactions: readonly Reaction[];
  readonly delivery: Delivery;
}

export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'pending' }
  | {
      readonly state: 'failed';
      readonly clientMessageId: string;
      readonly reason: string;
      /** From when on it may be tried again, in milliseconds of `Date.now()`. */
      readonly retryAt: number | null;
    };

export type ChatRow =
  | { readonly type: 'day'; readonly key: string; readonly date: Date }
  | {
      readonly type: 'message';
      readonly key: string;
      readonly message: ChatMessage;
      readonly isOwn: boolean;
      /** First and last of what one person wrote in a row: shown with one name and one picture. */
      readonly startsGroup: boolean;
      readonly endsGroup: boolean;
    };

/** A longer pause than this starts a new group. */
const GROUP_MAX_PAUSE_MS = 5 * 60_000;

// Reading a date's day takes longer than all else here, and a busy room makes its rows anew with each message.
const days = new WeakMap<ChatMessage, string>();

function dayOf(message: ChatMessage): string {
  const known = days.get(message);
  if (known !== undefined) return known;
  const day = message.createdAt.toDateString();
  days.set(message, day);
  return day;
}

const belongTogether = (a: ChatMessage | undefined, b: ChatMessage | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.userId === b.userId &&
  Math.abs(b.createdAt.getTime() - a.createdAt.getTime()) <= GROUP_MAX_PAUSE_MS &&
  dayOf(a) === dayOf(b);

/**
 * The rows of the list, oldest first: a separator before each day, and messages in groups. A
 * message's row is the same object for as long as it looks the same.
 */
export function chatRows(messages: readonly ChatMessage[], ownUserId: string): readonly ChatRow[] {
  const rows: ChatRow[] = [];
  let before: ChatMessage | undefined;
  let startsGroup = true;
  messages.forEach((message, index) => {
    const day = dayOf(message);
    if (before === undefined || dayOf(before) !== day) {
      rows.push({ type: 'day', key: `day-${day}-${message.key}`, date: message.createdAt });
    }
    const endsGroup = !belongTogether(message, messages[index + 1]);
    rows.push(rowOf(message, { isOwn: message.userId === ownUserId, startsGroup, endsGroup }));
    before = message;
    startsGroup = endsGroup;
  });
  return rows;
}

type MessageRow = Extract<ChatRow, { type: 'message' }>;

const rowsOf = new WeakMap<ChatMessage, MessageRow>();

function rowOf(
  message: ChatMessage,
  look: Pick<MessageRow, 'isOwn' | 'startsGroup' | 'endsGroup'>,
): MessageRow {
  const known = rowsOf.get(message);
  const isSame =
    known?.isOwn === look.isOwn &&
    known.startsGroup === look.startsGroup &&
    known.endsGroup === look.endsGroup;
  if (isSame) return known;
  const row: MessageRow = { type: 'message', key: message.key, message, ...look };
  rowsOf.set(message, row);
  return row;
}

/** How many messages of other people came after the one with this key; 0 where it is unknown. */
export function countNewer(
  messages: readonly ChatMessage[],
  lastSeenKey: string | null,
  ownUserId: string,
): number {
  const seen = messages.findLastIndex((message) => message.key === lastSeenKey);
  if (seen === -1) return 0;
  return messages.slice(seen + 1).filter((message) => message.userId !== ownUserId).length;
}
