/** One message as the list shows it. */
export interface ChatMessage {
  /** The same from the first try of a send until for ever. */
  readonly key: string;
  readonly userId: string;
  readonly userName: string;
  readonly userImage: string | undefined;
  readonly content: string;
  readonly createdAt: Date;
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

const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

const belongTogether = (a: ChatMessage | undefined, b: ChatMessage | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.userId === b.userId &&
  isSameDay(a.createdAt, b.createdAt) &&
  Math.abs(b.createdAt.getTime() - a.createdAt.getTime()) <= GROUP_MAX_PAUSE_MS;

/** The rows of the list, oldest first: a separator before each day, and messages in groups. */
export function chatRows(messages: readonly ChatMessage[], ownUserId: string): readonly ChatRow[] {
  const rows: ChatRow[] = [];
  let day: Date | null = null;
  messages.forEach((message, index) => {
    if (day === null || !isSameDay(day, message.createdAt)) {
      day = message.createdAt;
      rows.push({
        type: 'day',
        key: `day-${message.createdAt.toDateString()}-${message.key}`,
        date: day,
      });
    }
    rows.push({
      type: 'message',
      key: message.key,
      message,
      isOwn: message.userId === ownUserId,
      startsGroup: !belongTogether(messages[index - 1], message),
      endsGroup: !belongTogether(message, messages[index + 1]),
    });
  });
  return rows;
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
