import type { AnnouncementChange, KnownAnnouncement, RoomAnnouncement } from './announcements.ts';
import type { MessageChange, OwnReaction, Voting } from './change-types.ts';
import type { LogMessage } from './log-message.ts';
import type { NotMentioned, OwnMessage, SaidWith, SendInput } from './own-types.ts';
import type { ReadingInput, RoomReading, Stretch } from './reading-types.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { MessagesPage } from '../../protocol/rest.ts';
import type {
  AnswerValue,
  EventMessage,
  Notice,
  OwnVote,
  PinnedRef,
  PresentPerson,
  Role,
  ShownAnnouncement,
  TypingUser,
} from '../../protocol/wire.ts';

export type { LogMessage, MessageChange, OwnReaction, SaidWith, Voting };

/** One's own message that the log is not known to hold. */
interface Unsent extends SaidWith {
  /** Stays the same while the item goes from pending to sent: fit for a list's key. */
  readonly key: string;
  readonly clientMessageId: string;
  readonly content: string;
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
      /** Who is here; `null` where that is not known, or where they are too many to be named. */
      readonly people: readonly PresentPerson[] | null;
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
      /** People whom the newest of one's own messages that were sent was to mention, and who do not take part. */
      readonly notMentioned: NotMentioned | null;
      /** Messages beside the timeline that some of it answers, as they are now. */
      readonly quoted: readonly LogMessage[];
      /** Which messages of the event are pinned, the newest pin first; they need not be on the timeline. */
      readonly pins: readonly PinnedRef[];
      /** What is announced to everybody, the newest last; not yet over when it was told. */
      readonly announcements: readonly RoomAnnouncement[];
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

/** A place in the log that a notice said was reached. */
export interface Placed {
  readonly seq: number;
  readonly after: number;
  /** Entries of other kinds take a place but add nothing to the timeline. */
  readonly message?: LogMessage | undefined;
  readonly changed?: MessageChange | undefined;
  readonly announced?: AnnouncementChange | undefined;
}

/** What is kept of a room on the device, so that it shows at once after a restart. */
export interface CachedRoom {
  readonly epoch: string;
  readonly lastSeq: number;
  /** Whether the log has messages before the first of these. */
  readonly hasOlder: boolean;
  /** The newest up to `lastSeq`, without one left out. */
  readonly messages: readonly LogMessage[];
  readonly pins: readonly PinnedRef[];
  readonly announcements: readonly ShownAnnouncement[];
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
  /** What is pinned at `lastSeq`, the newest pin first. */
  readonly pins: readonly PinnedRef[];
  /** What is announced at `lastSeq`, the newest last. */
  readonly announcements: readonly KnownAnnouncement[];
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
  readonly notMentioned: NotMentioned | null;
  /** One's own reactions that the log is not known to have, in the order in which they were asked for. */
  readonly reacting: readonly OwnReaction[];
  /** The same of votes. */
  readonly voting: readonly Voting[];
  readonly typists: readonly TypingUser[];
  readonly counts: RoomCounts | null;
  readonly people: readonly PresentPerson[] | null;
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
        | Notice<'message-edited'>
        | Notice<'message-deleted'>
        | Notice<'reactions-changed'>
        | Notice<'pin-changed'>
        | Notice<'poll-changed'>
        | Notice<'message-previewed'>;
    }
  | { readonly type: 'announcement'; readonly notice: Notice<'announcement-changed'> }
  | { readonly type: 'reaction-started'; readonly reaction: Omit<OwnReaction, 'seq'> }
  /** `seq`: where the log has it; `null`: it was refused, or so already. */
  | { readonly type: 'reaction-ended'; readonly key: string; readonly seq: number | null }
  | { readonly type: 'vote-started'; readonly vote: Omit<Voting, 'seq'> }
  /** `seq`: where the log has it; left out: one had voted so already; `null`: it was refused. */
  | {
      readonly type: 'vote-ended';
      readonly key: string;
      readonly seq: number | null | undefined;
    }
  /** One has voted on another device. */
  | { readonly type: 'voted'; readonly vote: OwnVote & { readonly messageId: string } }
  | { readonly type: 'participant-changed'; readonly notice: Notice<'participant-changed'> }
  | { readonly type: 'room-mode'; readonly notice: Notice<'room-mode-changed'> }
  /** A notice of an entry that is no message: it moves the log on. */
  | {
      readonly type: 'other-entry';
      readonly seq?: number | undefined;
      readonly after?: number | undefined;
    }
  | { readonly type: 'typing-changed'; readonly typists: readonly TypingUser[] }
  | { readonly type: 'counts'; readonly counts: RoomCounts }
  | { readonly type: 'present'; readonly present: Notice<'presence-changed'> };
