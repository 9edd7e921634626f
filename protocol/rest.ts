import { z } from 'zod';

import { Time, TimeZone } from './given-time.ts';
import { line, paragraphs } from './text.ts';
import {
  EventMessage,
  MuteSeconds,
  ParticipationStatus,
  PinnedRef,
  Reason,
  Role,
  RoomStanding,
  ShownAnnouncement,
  SlowSeconds,
} from './wire.ts';

export * from './mentions.ts';
export * from './announcements.ts';
export * from './files.ts';
export * from './new-message.ts';
export * from './exports.ts';
export * from './pins.ts';
export * from './polls.ts';
export * from './questions.ts';
export * from './reactors.ts';
export * from './reading.ts';
export * from './versions.ts';

/** Limits in code points after trimming. */
export const TITLE_MAX_CHARS = 120;
export const PLACE_MAX_CHARS = 200;
export const DESCRIPTION_MAX_CHARS = 5_000;
export const NAME_MAX_CHARS = 60;

/** Words that an organiser may add to the content filter of one event, and their length. */
export const FILTER_WORDS_MAX = 500;
export const FILTER_WORD_MAX_CHARS = 60;

/** How long one may change one's own messages: time to see a mistake, too short to rewrite what was answered. */
export const CHANGE_MINUTES_DEFAULT = 15;
const CHANGE_MINUTES_MAX = 366 * 24 * 60;

/** Rows of one page; a request may ask for fewer. */
export const PAGE_MAX_ROWS = 100;
export const PAGE_DEFAULT_ROWS = 50;

const WebUrl = z
  .url({ protocol: /^https?$/, error: 'A picture needs an http or https address.' })
  .max(2_000, 'An address can have at most 2,000 characters.');

/** A person's name: one visible line. */
export const PersonName = line({ name: 'A name', minChars: 1, maxChars: NAME_MAX_CHARS });

/** What an organiser may switch on for the messages of one event. */
export const ContentFilterSettings = z.object({
  enabled: z.boolean(),
  /** Words refused beside those of the built-in list; matched as whole words, without regard to case. */
  extraWords: z
    .array(line({ name: 'A word', minChars: 1, maxChars: FILTER_WORD_MAX_CHARS }))
    .max(FILTER_WORDS_MAX, `The filter takes at most ${FILTER_WORDS_MAX} words.`)
    .default([]),
});
export type ContentFilterSettings = z.output<typeof ContentFilterSettings>;

/** For how long one may edit and delete one's own messages, in minutes; 0: not at all. */
const ChangeMinutes = z
  .int('The time for changes is a whole number of minutes.')
  .min(0, 'The time for changes is 0 minutes or more.')
  .max(CHANGE_MINUTES_MAX, 'The time for changes is at most a year.');

/** Whether the server asks the pages that messages link to what they say, and shows it with the message. */
const LinkPreviews = z.boolean('`linkPreviews` is true or false.');

/** Whether what is asked on the list of questions is approved at once. */
const ApprovesQuestions = z.boolean('`approvesQuestions` is true or false.');

/** An event's settings. Rows of older versions lack newer fields, so each has a default. */
export const EventSettings = z.object({
  contentFilter: ContentFilterSettings.default({ enabled: false, extraWords: [] }),
  changeMinutes: ChangeMinutes.default(CHANGE_MINUTES_DEFAULT),
  linkPreviews: LinkPreviews.default(false),
  approvesQuestions: ApprovesQuestions.default(false),
});
export type EventSettings = z.output<typeof EventSettings>;

/** Settings as they are given: what is left out stays. */
const GivenSettings = z
  .object({
    contentFilter: ContentFilterSettings,
    changeMinutes: ChangeMinutes,
    linkPreviews: LinkPreviews,
    approvesQuestions: ApprovesQuestions,
  })
  .partial();

const EventFields = z.strictObject({
  title: line({ name: 'A title', minChars: 1, maxChars: TITLE_MAX_CHARS }),
  startsAt: Time,
  endsAt: Time.nullable().optional(),
  description: paragraphs({ name: 'A description', minChars: 0, maxChars: DESCRIPTION_MAX_CHARS })
    .nullable()
    .optional(),
  timeZone: TimeZone.nullable().optional(),
  place: line({ name: 'A place', minChars: 0, maxChars: PLACE_MAX_CHARS }).nullable().optional(),
  imageUrl: WebUrl.nullable().optional(),
  settings: GivenSettings.optional(),
});

/** `POST /api/events`. That the end is not before the start is the rule EVENT-3, in `domain`. */
export const NewEvent = EventFields;
export type NewEvent = z.output<typeof NewEvent>;

/** `PATCH /api/events/:eventId`: any of the fields, at least one. */
export const EventChange = EventFields.partial().refine(
  (change) => Object.keys(change).length > 0,
  'Nothing to change was given.',
);
export type EventChange = z.output<typeof EventChange>;

export const Event = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  timeZone: z.string().nullable(),
  place: z.string().nullable(),
  imageUrl: z.string().nullable(),
  createdBy: z.string(),
  attendingCount: z.int(),
  interestedCount: z.int(),
  /** The asker's own; `null` where they do not take part or are not signed in. */
  participation: z
    .object({
      status: ParticipationStatus,
      role: Role,
      /** How far they have read, and how many messages behind it are news; servers before it leave it out. */
      readSeq: z.int().nonnegative().optional(),
      unread: z.int().nonnegative().optional(),
    })
    .nullable(),
  /** For how long people may change their own messages here, in minutes; servers before it leave it out. */
  changeMinutes: z.int().nonnegative().optional(),
  /** Only for organisers. */
  settings: EventSettings.optional(),
});
export type Event = z.output<typeof Event>;

export const EventScope = z.enum(['upcoming', 'mine', 'past']);
export type EventScope = z.output<typeof EventScope>;

const Limit = z.coerce.number().int().min(1).max(PAGE_MAX_ROWS).default(PAGE_DEFAULT_ROWS);
const Cursor = z.string().max(500).optional();
const SeqParam = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

/** `GET /api/events`. */
export const EventsQuery = z.object({
  scope: EventScope.default('upcoming'),
  query: z.string().max(200).optional(),
  cursor: Cursor,
  limit: Limit,
});
export type EventsQuery = z.output<typeof EventsQuery>;

export const EventsPage = z.object({ events: z.array(Event), nextCursor: z.string().nullable() });
export type EventsPage = z.output<typeof EventsPage>;

/** `GET /api/events/:eventId/participants`. */
export const ParticipantsQuery = z.object({
  /** Only those of whose names a word begins so; case and accents do not count. */
  name: z.string().max(200).optional(),
  cursor: Cursor,
  limit: Limit,
});
export type ParticipantsQuery = z.output<typeof ParticipantsQuery>;

export const Participant = z.object({
  userId: z.string(),
  name: z.string(),
  image: z.string().optional(),
  status: ParticipationStatus,
  role: Role,
});
export type Participant = z.output<typeof Participant>;

export const ParticipantsPage = z.object({
  participants: z.array(Participant),
  nextCursor: z.string().nullable(),
});
export type ParticipantsPage = z.output<typeof ParticipantsPage>;

/** `GET /api/events/:eventId/participants/:userId`. */
export const ParticipantDetails = Participant.extend({
  status: ParticipationStatus.nullable(),
  /** For those who moderate: until when they are muted, where that is not over. */
  mutedUntil: z.string().nullable().optional(),
  /** For those who moderate. */
  isBanned: z.boolean().optional(),
});
export type ParticipantDetails = z.output<typeof ParticipantDetails>;

/** `GET /api/events/:eventId/bans`: the newest first. */
export const Bans = z.object({
  bans: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      image: z.string().optional(),
      bannedAt: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type Bans = z.output<typeof Bans>;

/** `PUT /api/events/:eventId/participants/:userId/role`. */
export const RoleChange = z.strictObject({ role: Role, handOver: z.boolean().optional() });
export type RoleChange = z.output<typeof RoleChange>;

/** `PUT /api/events/:eventId/participants/:userId/mute`. */
export const MuteChange = z.strictObject({ forSeconds: MuteSeconds });
export type MuteChange = z.output<typeof MuteChange>;

/** `POST …/participants/:userId/removal` and `PUT …/bans/:userId`. */
export const Removal = z.strictObject({ reason: Reason.optional() });
export type Removal = z.output<typeof Removal>;

/** `PATCH /api/events/:eventId/mode`: what is left out stays. */
export const RoomModeChange = z.strictObject({
  isFrozen: z.boolean().optional(),
  slowSeconds: SlowSeconds.optional(),
});
export type RoomModeChange = z.output<typeof RoomModeChange>;

/** `PUT /api/events/:eventId/participation`. */
export const ParticipationChange = z.strictObject({ status: ParticipationStatus.nullable() });
export const ParticipationAnswer = z.object({
  status: ParticipationStatus.nullable(),
  attendingCount: z.int(),
  interestedCount: z.int(),
});
export type ParticipationAnswer = z.output<typeof ParticipationAnswer>;

/** `GET /api/events/:eventId/messages`: at most one of `before` and `after`. */
export const MessagesQuery = z
  .object({ before: SeqParam, after: SeqParam, limit: Limit })
  .refine(
    (query) => query.before === undefined || query.after === undefined,
    'Give `before` or `after`, not both.',
  );
export type MessagesQuery = z.output<typeof MessagesQuery>;

export const MessagesPage = z.object({
  /** Oldest first. */
  messages: z.array(EventMessage),
  /** Head of the log in the snapshot that the page was read from: nothing later is in it. */
  seq: z.int(),
  epoch: z.string(),
  hasMore: z.boolean(),
  /** Where the asker stands at `seq`; servers before it leave it out. */
  standing: RoomStanding.optional(),
  /** What is pinned at `seq`, the newest pin first; in the newest page alone, and left out where nothing is. */
  pins: z.array(PinnedRef).optional(),
  /** What is announced at `seq`, the newest last; in the newest page alone, and left out where nothing is. */
  announcements: z.array(ShownAnnouncement).optional(),
});
export type MessagesPage = z.output<typeof MessagesPage>;
