import type { ShownFile } from '@/components/files/shown-file';
import type { Stretch } from '@/lib/event-room';
import type { LinkPreview } from '@/protocol/previews';
import type { Mention, Poll, Reaction, ReplyTo } from '@/protocol/wire';

/** One message as the list shows it. */
export interface ChatMessage {
  /** The same from the first try of a send until for ever. */
  readonly key: string;
  /** `null` until the server has stored it. */
  readonly id: string | null;
  /** Its place in the log; `null` until the server has stored it. */
  readonly seq: number | null;
  readonly userId: string;
  readonly userName: string;
  readonly userImage: string | undefined;
  readonly content: string;
  /** Which message it answers. */
  readonly replyTo?: ReplyTo | undefined;
  readonly mentions?: readonly Mention[] | undefined;
  /** What it asks; its content says the same in words. */
  readonly poll?: Poll | undefined;
  /** What it brings; there may be no words then. */
  readonly files: readonly ShownFile[];
  /** What the page says that its first link leads to. */
  readonly preview?: LinkPreview | undefined;
  readonly createdAt: Date;
  /** When it got the words that it has, where they are not its first; never of a deleted one, which has none. */
  readonly editedAt: Date | undefined;
  /** Its words are gone; its place stays. */
  readonly isDeleted: boolean;
  readonly reactions: readonly Reaction[];
  readonly delivery: Delivery;
}

/** There is at most one. */
export const NEW_ROW_KEY = 'new-messages';

export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'pending'; readonly clientMessageId: string }
  | {
      readonly state: 'failed';
      readonly clientMessageId: string;
      readonly reason: string;
      /** What may be tried: to send it again, to send it without files that can't be had, or nothing. */
      readonly retry: 'again' | 'without' | 'none';
      /** From when on it may be tried again, in milliseconds of `Date.now()`. */
      readonly retryAt: number | null;
    };

export type ChatRow =
  | { readonly type: 'day'; readonly key: string; readonly date: Date }
  /** What comes below was new when one came. */
  | { readonly type: 'new'; readonly key: string }
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

const isIn = ({ after, upTo }: Stretch, seq: number | null): boolean =>
  seq !== null && seq > after && seq <= upTo;

/** The first message of somebody else that stands in a stretch of the log. */
export const firstNew = (
  messages: readonly ChatMessage[],
  ownUserId: string,
  newIn: Stretch | null,
): ChatMessage | undefined =>
  newIn === null
    ? undefined
    : messages.find(
        ({ seq, userId, isDeleted }) => isIn(newIn, seq) && userId !== ownUserId && !isDeleted,
      );

/**
 * The rows of the list, oldest first: a separator before each day, a line before the first that is new, and messages
 * in groups. A message's row is the same object for as long as it looks the same.
 *
 * @param newIn Where others' messages are new.
 */
export function chatRows(
  messages: readonly ChatMessage[],
  ownUserId: string,
  newIn: Stretch | null = null,
): readonly ChatRow[] {
  const rows: ChatRow[] = [];
  const first = firstNew(messages, ownUserId, newIn);
  let before: ChatMessage | undefined;
  let startsGroup = true;
  messages.forEach((message, index) => {
    const day = dayOf(message);
    if (before === undefined || dayOf(before) !== day) {
      rows.push({ type: 'day', key: `day-${day}-${message.key}`, date: message.createdAt });
    }
    if (message === first) {
      startsGroup = true;
      rows.push({ type: 'new', key: NEW_ROW_KEY });
    }
    const next = messages[index + 1];
    const endsGroup = next === first || !belongTogether(message, next);
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
