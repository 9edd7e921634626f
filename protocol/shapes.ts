import { z } from 'zod';

import { ATTACHMENTS_MAX, Attachment } from './attachments.ts';
import { Poll } from './poll-shapes.ts';
import { LinkPreview } from './previews.ts';
import { line, paragraphs } from './text.ts';

export * from './attachments.ts';
export * from './poll-shapes.ts';
export * from './question-shapes.ts';

/** Longest message, in Unicode code points, counted after trimming. */
export const MESSAGE_MAX_CHARS = 1_000;

/** Largest text of a request as it arrives, in UTF-16 units: refused before any work is done on it. */
const RAW_TEXT_MAX_UNITS = 8_000;

/** Ids are opaque text. Ours are UUID v7; other back ends may bring their own. */
export const Id = z
  .string({ error: 'An id must be text.' })
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id has 1 to 64 characters of A-Z a-z 0-9 _ -.');

const messageText = (minChars: number) =>
  z
    .string({ error: 'A message must be text.' })
    .max(
      RAW_TEXT_MAX_UNITS,
      `A message can have at most ${MESSAGE_MAX_CHARS.toLocaleString('en')} characters.`,
    )
    .pipe(paragraphs({ name: 'A message', minChars, maxChars: MESSAGE_MAX_CHARS }));

/** A message's text as people may send it; what is stored is never checked against it again. */
export const MessageText = messageText(1);

/** The same where files are beside it, which can do without. */
export const Caption = messageText(0);

/** The files that a message is to bring, in their order. */
export const AttachmentsAsked = z
  .array(Id)
  .max(ATTACHMENTS_MAX, `A message brings at most ${ATTACHMENTS_MAX} files.`)
  .refine((ids) => new Set(ids).size === ids.length, 'A message brings each file once.');

/** Says what is missing of a message with neither text nor files. */
export const SAYS_NOTHING = "A message can't be empty.";
export const saysSomething = ({
  content,
  attachments = [],
}: {
  readonly content: string;
  readonly attachments?: readonly string[] | undefined;
}): boolean => content !== '' || attachments.length > 0;

export const ParticipationStatus = z.enum(['attending', 'interested']);
export type ParticipationStatus = z.output<typeof ParticipationStatus>;

export const Role = z.enum(['organiser', 'moderator', 'participant']);
export type Role = z.output<typeof Role>;

/** Longest slow mode: 6 h. */
export const SLOW_MAX_SECONDS = 21_600;

/** Longest mute: 28 days. */
export const MUTE_MAX_SECONDS = 28 * 24 * 3_600;

/** Longest reason for a removal or a ban, in code points. */
export const REASON_MAX_CHARS = 200;

export const SlowSeconds = z
  .int('Slow mode is a whole number of seconds.')
  .min(0, 'Slow mode is 0 seconds or more.')
  .max(SLOW_MAX_SECONDS, 'Slow mode is at most 6 hours.');

/** 0: mute no longer. */
export const MuteSeconds = z
  .int('The time of a mute is a whole number of seconds.')
  .min(0, 'The time of a mute is 0 seconds or more.')
  .max(MUTE_MAX_SECONDS, 'Nobody is muted for more than 28 days.');

export const Reason = line({ name: 'A reason', minChars: 1, maxChars: REASON_MAX_CHARS });

/** Where the asker stands in a room, and what its mode is. Times are ISO 8601, UTC, by the database's clock. */
export const RoomStanding = z.object({
  role: Role,
  /** Only organisers and moderators write. */
  isFrozen: z.boolean(),
  /** Seconds between two messages of one person; 0: no slow mode. */
  slowSeconds: z.int().nonnegative(),
  mutedUntil: z.string().nullable(),
  /** When one last said something that slow mode counts; `null`: one need not wait. */
  saidAt: z.string().nullable(),
  /** The clock that all of these times are of, when this was read: wait by it, not by the device's own. */
  now: z.string(),
});
export type RoomStanding = z.output<typeof RoomStanding>;

/** Position of an entry in its event's log: 1, 2, 3 … without a gap. */
export const Seq = z.int().nonnegative();

/** Where a notice stands in the log: its own place, and the place of the entry delivered before it. */
export const Placed = { seq: Seq.optional(), after: Seq.optional() };

/** How far somebody has read, and how many messages of others behind it stand; counted up to 100. */
export const Reading = { readSeq: Seq, unread: z.int().nonnegative() };

/** Different emoji that one message may have. */
export const REACTION_KINDS_MAX = 20;

/** Longest emoji, in UTF-16 units: families and flags are made of many. The server has the list of those that exist. */
const EMOJI_MAX_UNITS = 40;

export const Emoji = z
  .string({ error: 'An emoji must be text.' })
  .min(1, 'A reaction is one emoji.')
  .max(EMOJI_MAX_UNITS, 'A reaction is one emoji.');

export const ReactionCount = z.object({ emoji: z.string(), count: z.int().positive() });

/** How many people gave a message one emoji. */
export const Reaction = ReactionCount.extend({
  /** Whether the reader is among them. */
  own: z.literal(true).optional(),
});
export type Reaction = z.output<typeof Reaction>;

/** What one may give a whole room: it floats by and is not kept. A short list, so that nobody has to look after it. */
export const CHEERS = ['👏', '❤️', '🎉', '😂', '🔥', '😮'] as const;
export const Cheer = z.enum(CHEERS, 'A cheer is one of a short list of emoji.');
export type Cheer = z.output<typeof Cheer>;

export const CheerCount = z.object({ emoji: Cheer, count: z.int().positive() });
export type CheerCount = z.output<typeof CheerCount>;

/** Somebody who reacted. */
export const Reactor = z.object({
  userId: z.string(),
  userName: z.string(),
  userImage: z.string().optional(),
});
export type Reactor = z.output<typeof Reactor>;

/** Pinned messages of one event: more than that nobody looks through. */
export const PINS_MAX = 50;

/** A pinned message and its place. Its words are not repeated: they may change, or go. */
export const PinnedRef = z.object({ messageId: z.string(), seq: Seq });
export type PinnedRef = z.output<typeof PinnedRef>;

/** Announcements that one event shows at once: more than that nobody reads. */
export const ANNOUNCEMENTS_SHOWN_MAX = 5;

/** An announcement that is shown to everybody. Times are ISO 8601, UTC, by the database's clock. */
export const ShownAnnouncement = z.object({
  announcementId: z.string(),
  content: z.string(),
  /** The entry that its words are from. */
  seq: Seq,
  /** When it got them. */
  shownAt: z.string(),
  /** Hide it then; left out: until it is ended. */
  shownUntil: z.string().optional(),
});
export type ShownAnnouncement = z.output<typeof ShownAnnouncement>;

/** How an announcement came onto a screen: told when it came, or read later: from the history, or sent again. */
export const SeenHow = z.enum(['live', 'later'], '`how` is live or later.');
export type SeenHow = z.output<typeof SeenHow>;

/** Which message another one answers, and its place. Its words are not repeated: they may change, or go. */
export const ReplyTo = z.object({ id: z.string(), seq: Seq });
export type ReplyTo = z.output<typeof ReplyTo>;

/** People and groups that one message may mention. */
export const MENTIONS_MAX = 20;

/** Who moderates, organisers included; everybody who takes part. */
export const MentionGroup = z.enum(['moderators', 'everyone']);
export type MentionGroup = z.output<typeof MentionGroup>;

/** Whom a message is to mention: a person who takes part, or a group. */
export const MentionAsked = z.union([
  z.strictObject({ userId: Id }),
  z.strictObject({ group: MentionGroup }),
]);
export type MentionAsked = z.output<typeof MentionAsked>;

export const MentionsAsked = z
  .array(MentionAsked)
  .max(MENTIONS_MAX, `A message mentions at most ${MENTIONS_MAX} people and groups.`);

/** Whom a message mentions: the person by the name that they had then, as in `@name` of its text; or a group. */
export const Mention = z.union([
  z.object({ userId: z.string(), name: z.string() }),
  z.object({ group: MentionGroup }),
]);
export type Mention = z.output<typeof Mention>;

/** The seed's type; `seq` and `clientMessageId` are ours. */
export const EventMessage = z.object({
  id: z.string(),
  eventId: z.string(),
  userId: z.string(),
  content: z.string(),
  userName: z.string(),
  userImage: z.string().optional(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  seq: Seq.optional(),
  clientMessageId: z.string().optional(),
  /** Left out where it answers none. */
  replyTo: ReplyTo.optional(),
  /** Left out where it mentions nobody, and where it was deleted. What is edited keeps those that it was sent with. */
  mentions: z.array(Mention).optional(),
  /** The files that it brings; left out where it brings none, and where it was deleted. Then `content` may be empty. */
  attachments: z.array(Attachment).optional(),
  /** In pages of the history alone: what the page says that its first link leads to, at the page's `seq`. */
  preview: LinkPreview.optional(),
  /** When it got the text that it has; ISO 8601, UTC. */
  editedAt: z.string().optional(),
  /** When it was deleted: its `content` is empty since. */
  deletedAt: z.string().optional(),
  /** In pages of the history alone: what it has at the page's `seq`, in the order in which each kind came first. */
  reactions: z.array(Reaction).optional(),
  /** The poll that it asks; left out where it asks none, and where it was deleted. Its `content` says the same in words. */
  poll: Poll.optional(),
});
export type EventMessage = z.output<typeof EventMessage>;

export const TypingUser = z.object({ userId: z.string(), userName: z.string() });
export type TypingUser = z.output<typeof TypingUser>;

/** The seed's type. `null` is "does not take part". */
export const UserParticipationUpdate = z.object({
  userId: z.string(),
  status: ParticipationStatus.nullable(),
  user: z.object({ id: z.string(), name: z.string(), image: z.string().optional() }),
});
export type UserParticipationUpdate = z.output<typeof UserParticipationUpdate>;

/** People in a room up to whom each is named: as many as fit a list that somebody reads, and one hint between nodes. */
export const NAMED_PRESENT_MAX = 50;

/** Somebody who has the room open now. */
export const PresentPerson = z.object({
  userId: z.string(),
  userName: z.string(),
  userImage: z.string().optional(),
  /** On none of their devices in the room have they done anything for a while. */
  isAway: z.literal(true).optional(),
});
export type PresentPerson = z.output<typeof PresentPerson>;

/** Who has a room open now. */
export const Present = {
  eventId: z.string(),
  online: z.int().nonnegative(),
  /** Who is active first, each by name; left out where more than 50 are here. */
  people: z.array(PresentPerson).optional(),
};

/** Whether one is shown to others. */
export const Visibility = z.strictObject({
  isInvisible: z.boolean('`isInvisible` is true or false.'),
});
export type Visibility = z.output<typeof Visibility>;

/** Whether one does something on a device, or has not for a while. */
export const Activity = z.enum(['here', 'away'], '`state` is here or away.');
export type Activity = z.output<typeof Activity>;

/** How many there are. */
export const Counts = {
  attending: z.int().nonnegative(),
  interested: z.int().nonnegative(),
  /** People with the room open now. */
  online: z.int().nonnegative(),
};
