import type { LogMessage } from './log-message.ts';
import type { OwnMessage, SendInput } from './own-types.ts';
import type { ReadingInput, RoomReading, Stretch } from './reading-types.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { MessagesPage } from '../../protocol/rest.ts';
import type {
  AnswerValue,
  EventMessage,
  Notice,
  Reaction,
  ReplyTo,
  Role,
  TypingUser,
} from '../../protocol/wire.ts';

export type { LogMessage };

/** One's own message that the log is not known to hold. */
interface Unsent {
  /** Stays the same while the item goes from pending to sent: fit for a list's key. */
  readonly key: string;
  readonly clientMessageId: string;
  readonly content: string;
  readonly replyTo?: ReplyTo | undefined;
  /** ISO 8601; by this device's clock. */
  readonly createdAt: string;
}

/** One line of the chat. `failed` is final until the person tries again or discards it. */
export type TimelineItem =
  | { readonly kind: 'sent'; readonly key: string; readonly message: EventMessage }
  | ({ readonly kind: 'pending' } & Unsent)
  | ({ readonly kind: 'failed'; readonly error: ProtocolError } & Unsent);

export interface RoomCounts {
  readonly attending: number;
  readonly interested: number;
  readonly online: number;
}

/** What one may do in a room, and until when not; times in milliseconds of this device's `Date.now()`. */
export interface OwnStanding {
  readonly role: Role;
  /** Only organisers and moderators write. */
  readonly isFrozen: boolean;
  /** Seconds between two messages of one person; 0: no slow mode. */
  readonly slowSeconds: number;
  /** `null`: not muted, or no longer. */
  readonly mutedUntil: number | null;
  /** When slow mode lets one write again; `null`: one need not wait. Never too early. */
  readonly slowUntil: number | null;
}

/** What the machine keeps of it, with the places in the log that it is known at. */
export interface KnownStanding {
  readonly role: Role;
  readonly isFrozen: boolean;
  readonly slowSeconds: number;
  /** By the server's clock, as the other time is. */
  readonly mutedUntilMs: number | null;
  readonly saidAtMs: number | null;
  /** How much the server's clock is ahead of the device's, at least; the way of the answer is not known. */
  readonly aheadMs: number;
  readonly ownSeq: number;
  readonly modeSeq: number;
}

/**
 * What one client knows about one event's chat.
 *
 *     (start) → joining ─joined, caught up→ live ⇄ stale
 *                  └─refused→ refused ─rejoined→ joining
 *
 * In `stale` the timeline may be out of date; joining again names the last place in the log that
 * was reached, and everything after it is sent.
 */
export type EventRoomState =
  | {
      readonly status: 'joining' | 'live' | 'stale';
      /** The log's messages in its order, then one's own unsent ones as they were written. */
      readonly timeline: readonly TimelineItem[];
      /** Who else is typing. */
      readonly typists: readonly TypingUser[];
      /** `null` until the room was joined. */
      readonly counts: RoomCounts | null;
      /** What one may do here; `null` until the server has said it. */
      readonly standing: OwnStanding | null;
      /** Whether the log has messages before the first of the timeline. */
      readonly hasOlder: boolean;
      /** Whether it is an excerpt, which the log goes on behind; then one's own unsent messages are not in it. */
      readonly hasNewer: boolean;
      /** How far one has read, as the server has it; `null` until that is known. */
      readonly readSeq: number | null;
      /** Where others' messages were new when one came; `null` until that is known. */
      readonly newIn: Stretch | null;
      /** Messages beside the timeline that some of it answers, as they are now. */
      readonly quoted: readonly LogMessage[];
      /** False until a first page of the history is there: an empty timeline means nothing before. */
      readonly isLoaded: boolean;
    }
  | { readonly status: 'refused'; readonly error: ProtocolError };

/** How far a log goes. */
export interface RoomHead {
  readonly seq: number;
  readonly epoch: string;
}

/** Where a client is in a log. */
export interface RoomPlace {
  readonly afterSeq: number;
  readonly epoch: string;
}

/** What became of a message at a place in the log. */
export interface MessageChange {
  readonly seq: number;
  readonly messageId: string;
  /** Another text, or none any more, or other reactions. */
  readonly change:
    | { readonly content: string; readonly editedAt: string }
    | { readonly content: ''; readonly deletedAt: string }
    | {
        readonly reactions: readonly Reaction[];
        /** Which of them are one's own from here on, and which no longer; others stay what they were. */
        readonly added: readonly string[];
        readonly removed: readonly string[];
      };
}

/** A reaction of one's own that was asked for. */
export interface OwnReaction {
  readonly key: string;
  readonly messageId: string;
  readonly emoji: string;
  readonly on: boolean;
  /** Where the log has it; `null` as long as that is not known. */
  readonly seq: number | null;
}

/** A place in the log that a notice said was reached. */
export interface Placed {
  readonly seq: number;
  readonly after: number;
  /** Entries of other kinds take a place but add nothing to the timeline. */
  readonly message?: LogMessage | undefined;
  readonly changed?: MessageChange | undefined;
}

/** What is kept of a room on the device, so that it shows at once after a restart. */
export interface CachedRoom {
  readonly epoch: string;
  readonly lastSeq: number;
  /** Whether the log has messages before the first of these. */
  readonly hasOlder: boolean;
  /** The newest up to `lastSeq`, without one left out. */
  readonly messages: readonly LogMessage[];
}

/** How many messages a timeline keeps that nobody reads back in. */
export interface TimelineBound {
  readonly maxMessages: number;
  /** The newest, which stay when there are more than `maxMessages`; at least 1. */
  readonly keptMessages: number;
}

/** A stretch of the history that does not reach the newest messages. */
export interface Excerpt {
  /** At least one; in the log's order, none left out between them. */
  readonly messages: readonly LogMessage[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** The machine's whole memory; screens see it through `toEventRoomState`. */
export interface EventRoom {
  readonly ownUserId: string | null;
  readonly status: 'joining' | 'live' | 'stale' | 'refused';
  /** Set in `refused` alone. */
  readonly error: ProtocolError | null;
  readonly isJoined: boolean;
  /** In the log's order, each once. */
  readonly messages: readonly LogMessage[];
  readonly bound: TimelineBound;
  /** Somebody looks at older messages than the newest: none is dropped. */
  readonly isReadingBack: boolean;
  /** Everything up to here is in `messages`, as far back as `oldestSeq`; `null` before the first page. */
  readonly lastSeq: number | null;
  /** Everything from here on was read and is kept. */
  readonly oldestSeq: number;
  readonly hasOlder: boolean;
  /** Messages that others answer, as they are now, wherever they stand. */
  readonly quoted: readonly LogMessage[];
  /** What is shown in place of the newest messages. */
  readonly excerpt: Excerpt | null;
  /** The furthest place that was heard of; the log is behind while it is beyond `lastSeq`. */
  readonly headSeq: number;
  /** The newest changes of messages that were read, in order. */
  readonly changes: readonly MessageChange[];
  /** Notices from beyond a gap, by their place. */
  readonly held: readonly Placed[];
  readonly epoch: string | null;
  readonly own: readonly OwnMessage[];
  /** One's own reactions that the log is not known to have, in the order in which they were asked for. */
  readonly reacting: readonly OwnReaction[];
  readonly typists: readonly TypingUser[];
  readonly counts: RoomCounts | null;
  readonly standing: KnownStanding | null;
  readonly reading: RoomReading;
}

export type EventRoomInput =
  | ReadingInput
  | SendInput
  /** What was kept on the device; counts only as long as nothing else is known. */
  | { readonly type: 'restored'; readonly cached: CachedRoom }
  | { readonly type: 'join-started' }
  | {
      readonly type: 'joined';
      readonly answer: AnswerValue<'join-event'>;
      /** When the answer came, in milliseconds of `Date.now()`. */
      readonly at?: number;
    }
  | { readonly type: 'refused'; readonly error: ProtocolError }
  | { readonly type: 'connection-lost' }
  | { readonly type: 'synced'; readonly answer: AnswerValue<'sync'> }
  /** How far the log goes, as the server says it now and then. */
  | { readonly type: 'head'; readonly head: RoomHead }
  /** The history must be read anew; notices come from this place on. */
  | { readonly type: 'resync'; readonly head: RoomHead }
  /** The newest page of the history, asked for without a position. */
  | { readonly type: 'newest-page'; readonly page: MessagesPage; readonly at?: number }
  | { readonly type: 'older-page'; readonly before: number; readonly page: MessagesPage }
  /** What was said around a place: the pages before it, with it, and after it. */
  | { readonly type: 'excerpt'; readonly older: MessagesPage; readonly newer: MessagesPage }
  /** What comes before the excerpt's first message, or after its last. */
  | {
      readonly type: 'excerpt-page';
      readonly from: { readonly before: number } | { readonly after: number };
      readonly page: MessagesPage;
    }
  | { readonly type: 'excerpt-closed' }
  /** A message that another one answers, read by itself. */
  | { readonly type: 'quoted'; readonly page: MessagesPage }
  /** Somebody looks at older messages than the newest, or at the newest again. */
  | { readonly type: 'reading-back'; readonly isReadingBack: boolean }
  | { readonly type: 'message'; readonly notice: Notice<'new-message'> }
  | {
      readonly type: 'message-changed';
      readonly notice:
        Notice<'message-edited'> | Notice<'message-deleted'> | Notice<'reactions-changed'>;
    }
  | { readonly type: 'reaction-started'; readonly reaction: Omit<OwnReaction, 'seq'> }
  /** `seq`: where the log has it; `null`: it was refused, or so already. */
  | { readonly type: 'reaction-ended'; readonly key: string; readonly seq: number | null }
  | { readonly type: 'participant-changed'; readonly notice: Notice<'participant-changed'> }
  | { readonly type: 'room-mode'; readonly notice: Notice<'room-mode-changed'> }
  /** A notice of an entry that is no message: it moves the log on. */
  | {
      readonly type: 'other-entry';
      readonly seq?: number | undefined;
      readonly after?: number | undefined;
    }
  | { readonly type: 'typing-changed'; readonly typists: readonly TypingUser[] }
  | { readonly type: 'counts'; readonly counts: RoomCounts };
