import type { LinkPreview } from '../protocol/previews.ts';
import type {
  Attachment,
  Mention,
  MentionAsked,
  Role,
  ParticipationStatus,
  ReplyTo,
} from '../protocol/wire.ts';
import type { AnnouncementDraft, AnnouncementEntry } from './announcement-log.ts';
import type { Placed } from './placed.ts';
import type { AskedPoll, PollClosedDraft, PollDraft, PollEntry, VoteDraft } from './poll-log.ts';
import type { QuestionDraft, QuestionEntry, QuestionVotesEntry } from './question-log.ts';

/** A person as others see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly image?: string;
}

export interface MessageEntry extends Placed {
  readonly kind: 'message';
  readonly id: string;
  readonly clientMessageId?: string;
  readonly userName: string;
  readonly userImage?: string;
  /** The message of the same event that it answers. */
  readonly replyTo?: ReplyTo;
  /** Whom it mentions; never empty, and gone with its text. */
  readonly mentions?: readonly Mention[];
  /** What it asks; gone with its text. */
  readonly poll?: AskedPoll;
  /** The files that it brings; never empty, and gone with its text. */
  readonly attachments?: readonly Attachment[];
  /** Empty where it was deleted since. */
  readonly content: string;
  /** When its text was taken out of the log. */
  readonly deletedAt?: Date;
}

/** A message has another text from here on. */
export interface MessageEditedEntry extends Placed {
  readonly kind: 'message-edited';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly messageId: string;
  /** Empty where the message was deleted since. */
  readonly content: string;
  /** When the text was taken out of the log. */
  readonly deletedAt?: Date;
}

/** A message has no text from here on, and neither has any earlier entry about it. */
export interface MessageDeletedEntry extends Placed {
  readonly kind: 'message-deleted';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly messageId: string;
}

/** How many people gave a message one emoji. */
export interface ReactionCount {
  readonly emoji: string;
  /** At least 1. */
  readonly count: number;
}

/** Somebody's reaction to a message that came, or went. */
export interface ReactionChange {
  readonly userId: string;
  readonly emoji: string;
  readonly on: boolean;
}

/** A message has these reactions from here on: one entry for all that came and went together. */
export interface ReactionsEntry extends Placed {
  readonly kind: 'reactions';
  /** The id of the first draft of those that it is made of. */
  readonly id?: string;
  readonly messageId: string;
  /** All that the message has, in the order in which each kind came first. */
  readonly reactions: readonly ReactionCount[];
  /** What came and went with this entry; each person's emoji once. */
  readonly changes: readonly ReactionChange[];
}

/** A message is pinned from here on, or no longer. Of its words there is nothing here: they may change, or go. */
export interface PinEntry extends Placed {
  readonly kind: 'pin';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly messageId: string;
  /** Where the message stands. */
  readonly messageSeq: number;
  readonly on: boolean;
}

/** A message has a preview of its first link from here on, or no longer. */
export interface PreviewEntry extends Placed {
  readonly kind: 'preview';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly messageId: string;
  readonly isShown: boolean;
  /** Left out where it is not shown, and where the message lost it since. */
  readonly preview?: LinkPreview;
}

/** Where somebody stands in the event from here on. */
export interface ParticipationEntry extends Placed {
  readonly kind: 'participation';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly person: Person;
  /** `null`: no longer takes part. */
  readonly status: ParticipationStatus | null;
  readonly role: Role;
  readonly bannedAt?: Date;
  readonly mutedUntil?: Date;
  /** What a moderator or an organiser did; left out where the status alone changed. */
  readonly act?: Act['type'];
  /** Why they were removed or banned, in the moderator's words. */
  readonly reason?: string;
}

/** What one may do to somebody else's place in an event; to one's own, only `role`. */
export type Act =
  | { readonly type: 'role'; readonly role: Role }
  /** 0 s: mute no longer. */
  | { readonly type: 'mute'; readonly forSeconds: number }
  | { readonly type: 'remove'; readonly reason?: string | undefined }
  | { readonly type: 'ban'; readonly reason?: string | undefined }
  | { readonly type: 'unban' };

/** From here on a room is frozen or not, and so slow. */
export interface RoomModeEntry extends Placed {
  readonly kind: 'room-mode';
  /** The draft's id, where it had one. */
  readonly id?: string;
  readonly isFrozen: boolean;
  readonly slowSeconds: number;
}

export interface EventUpdatedEntry extends Placed {
  readonly kind: 'event-updated';
  /** The draft's id, where it had one. */
  readonly id?: string;
}

/** One visible change of an event, in its place. Immutable once committed, but for text that is deleted. */
export type LogEntry =
  | MessageEntry
  | MessageEditedEntry
  | MessageDeletedEntry
  | ReactionsEntry
  | PinEntry
  | PollEntry
  | PreviewEntry
  | ParticipationEntry
  | RoomModeEntry
  | AnnouncementEntry
  | QuestionEntry
  | QuestionVotesEntry
  | EventUpdatedEntry;

/** A message on its way into the log. */
export interface MessageDraft {
  readonly kind: 'message';
  readonly eventId: string;
  /** Made when the request arrives, so that a repeated transaction can't store it twice. */
  readonly id: string;
  readonly author: Person;
  readonly content: string;
  readonly clientMessageId?: string;
  /** Which message it answers. */
  readonly replyTo?: string;
  /** Whom it is to mention. */
  readonly mentions?: readonly MentionAsked[];
  /** What it is to ask; its content says the same. */
  readonly poll?: PollDraft;
  /** The files that it is to bring, by id; never empty. */
  readonly attachments?: readonly string[];
  /**
   * Set where another back end has accepted the message already: its time is
   * kept, its author created or updated, and rights are not asked again.
   */
  readonly importedAt?: Date;
}

/** A change of somebody's participation on its way into the log. */
export interface ParticipationDraft {
  readonly kind: 'participation';
  readonly eventId: string;
  readonly person: Person;
  readonly status: ParticipationStatus | null;
  /** Given only where the role is to change: by the creation of an event. */
  readonly role?: Role;
  /** Set where another back end decided; the person is created or updated. */
  readonly imported?: true;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** A change of the event itself on its way into the log. */
export interface EventUpdatedDraft {
  readonly kind: 'event-updated';
  readonly eventId: string;
  readonly actorId: string;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** What a moderator or an organiser does to somebody, on its way into the log. */
export interface ActDraft {
  readonly kind: 'act';
  readonly eventId: string;
  readonly actorId: string;
  /** To whom. */
  readonly userId: string;
  readonly act: Act;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** Another mode of a room on its way into the log; what is left out stays. */
export interface RoomModeDraft {
  readonly kind: 'room-mode';
  readonly eventId: string;
  readonly actorId: string;
  readonly isFrozen?: boolean | undefined;
  readonly slowSeconds?: number | undefined;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

interface ChangeDraft {
  readonly eventId: string;
  readonly actorId: string;
  readonly messageId: string;
  /** Makes a repeat of this very draft find its entry, whatever happened since. */
  readonly id?: string;
}

/** Another text for a message, on its way into the log. */
export interface MessageEditedDraft extends ChangeDraft {
  readonly kind: 'message-edited';
  readonly content: string;
}

/** The end of a message's text, on its way into the log. */
export interface MessageDeletedDraft extends ChangeDraft {
  readonly kind: 'message-deleted';
}

/** A reaction that is to be there, or not to be there, on its way into the log. */
export interface ReactionDraft extends ChangeDraft {
  readonly kind: 'reaction';
  readonly emoji: string;
  readonly on: boolean;
}

/** A message that is to be pinned, or not to be, on its way into the log. */
export interface PinDraft extends ChangeDraft {
  readonly kind: 'pin';
  readonly on: boolean;
}

/** What was found behind a message's link, or that its preview is to go, on its way into the log. */
export interface PreviewDraft extends ChangeDraft {
  readonly kind: 'preview';
  /** `null`: the actor takes it away. Else nobody's right is asked: the event's settings said so. */
  readonly preview: LinkPreview | null;
}

export type Draft =
  | MessageDraft
  | MessageEditedDraft
  | MessageDeletedDraft
  | ReactionDraft
  | PinDraft
  | VoteDraft
  | PollClosedDraft
  | PreviewDraft
  | ParticipationDraft
  | ActDraft
  | RoomModeDraft
  | AnnouncementDraft
  | QuestionDraft
  | EventUpdatedDraft;
