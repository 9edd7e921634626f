import type { Attachable } from './attachable.ts';
import type { EventSettings } from '../protocol/rest.ts';
import type { StoredAnnouncement } from './announcement-log.ts';
import type { LogEntry, Person, ReactionCount } from './log.ts';
import type { Polled } from './poll-log.ts';
import type { Questioned } from './question-log.ts';
import type { Participation } from './rights.ts';
import type { RoomMode } from './room-mode.ts';

/** Whom a moderator's draft is about, and who organises the event. */
export interface Subject {
  /** `null`: there is no such account. */
  readonly account: Person | null;
  /** `null`: never took part. */
  readonly participation: Participation | null;
  /** The people who organise the event, taking part or not. */
  readonly organisers: readonly string[];
}

/** A message as it is before a change of it, or an answer to it. */
export interface Target {
  readonly seq: number;
  readonly authorId: string;
  readonly content: string;
  /** Whether it asks a poll. */
  readonly isPoll?: boolean;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
  /** `null`: it never had one of the text that it has. */
  readonly preview: KnownPreview | null;
}

/** A message's preview as it is before a draft. */
export interface KnownPreview {
  readonly url: string;
  /** False: somebody took it away, and it does not come back. */
  readonly isShown: boolean;
}

/** Somebody whom a message is to mention. */
export type Mentioned = Pick<Subject, 'account' | 'participation'>;

/** How a message stands to a reaction that is to change. */
export interface Reacting {
  /** What the message has, in the order in which each kind came first. */
  readonly reactions: readonly ReactionCount[];
  /** Whether the actor's own is among them. */
  readonly has: boolean;
}

/** What is true of one draft while its event's log is locked. */
export interface Facts {
  /** `null`: there is no such event. */
  readonly settings: EventSettings | null;
  /** The actor as their account has them now; `null` where it no longer exists. */
  readonly account: Person | null;
  /** `null`: never took part. */
  readonly participation: Participation | null;
  /** A stored entry with the draft's id, or with its author's `clientMessageId`. */
  readonly earlier: LogEntry | null;
  /** The message that the draft changes or answers; `null` where the event has none, and for other drafts. */
  readonly target: Target | null;
  /** For a reaction alone. */
  readonly reacting?: Reacting;
  /** For a message that mentions people alone: what is known of them, by id. */
  readonly mentioned?: ReadonlyMap<string, Mentioned>;
  /** For a message with files alone: what is known of them, by id. */
  readonly files?: ReadonlyMap<string, Attachable>;
  /** For a pin alone: the messages of the event that are pinned, by id. */
  readonly pinned?: readonly string[];
  /** For a vote and the end of a poll alone. */
  readonly polled?: Polled;
  /** For an announcement alone: it, where the event has it, and those that were shown and not ended. */
  readonly announcements?: readonly StoredAnnouncement[];
  /** For a draft about a question alone. */
  readonly questioned?: Questioned;
  /** `null` for drafts that are about nobody else. */
  readonly subject: Subject | null;
  readonly mode: RoomMode;
  /** The database's clock, never before the log's last entry. */
  readonly now: Date;
}

/** What becomes of a draft: a new entry, an earlier one that says the same, or nothing to do. */
export type Verdict =
  | { readonly type: 'append'; readonly entry: Unplaced }
  | { readonly type: 'duplicate'; readonly entry: LogEntry }
  | { readonly type: 'unchanged' };

type WithoutSeq<Entry> = Entry extends LogEntry ? Omit<Entry, 'seq'> : never;
/** An entry before the log has numbered it. */
export type Unplaced = WithoutSeq<LogEntry>;
