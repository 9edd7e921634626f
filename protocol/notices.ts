import { z } from 'zod';

import { pollNotices } from './poll-notices.ts';
import { LinkPreview } from './previews.ts';
import { questionNotices } from './question-notices.ts';
import {
  CheerCount,
  Counts,
  EventMessage,
  MentionGroup,
  Placed,
  Present,
  ReactionCount,
  Reading,
  Role,
  Seq,
  TypingUser,
  UserParticipationUpdate,
  Visibility,
} from './shapes.ts';

/**
 * Who gets a notice: everybody in the room; clients that said `auth: { token, v: 1 }`; clients that
 * did not; those and the ones that said `resume: true`.
 */
export type Audience = 'all' | 'v1' | 'seed' | 'resuming';

/** Server → client: hints that may be lost. The log in PostgreSQL is the truth. */
export const notices = {
  'new-message': {
    description: 'A message, to everybody in the room, its sender included.',
    audience: 'all',
    payload: EventMessage.extend(Placed),
  },
  'message-edited': {
    description: 'A message has another text from this place of the log on.',
    audience: 'all',
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      content: z.string(),
      /** Who did it. */
      userId: z.string(),
      /** ISO 8601, UTC. */
      editedAt: z.string(),
      ...Placed,
    }),
  },
  'message-deleted': {
    description:
      'A message has no text from this place of the log on: take it off the screen. Where it is sent again, as after a lost connection, it comes empty or not at all.',
    audience: 'all',
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      /** Who did it. */
      userId: z.string(),
      /** ISO 8601, UTC. */
      deletedAt: z.string(),
      ...Placed,
    }),
  },
  'reactions-changed': {
    description:
      'A message has these reactions from this place of the log on, in the order in which each kind came first. What comes within half a second comes in one notice.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      /** All that it has. */
      reactions: z.array(ReactionCount),
      /** Whose came and went, by emoji: who is named in none has what they had. */
      changes: z.array(
        z.object({
          emoji: z.string(),
          added: z.array(z.string()),
          removed: z.array(z.string()),
        }),
      ),
      ...Placed,
    }),
  },
  'pin-changed': {
    description:
      'A message is pinned from this place of the log on, the newest of the pinned ones, or no longer. What is deleted loses its pin without it.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      /** Where the message stands: it can be asked for. */
      messageSeq: Seq,
      isPinned: z.boolean(),
      /** Who did it. */
      by: z.string(),
      ...Placed,
    }),
  },
  ...pollNotices,
  ...questionNotices,
  'message-previewed': {
    description:
      'From this place of the log on a message has a preview of the page that its first link leads to, or has it no longer: then `preview` is left out. Who deletes it, or gives it a text with another first link, takes it away without this notice. It is not sent again where something followed it.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      messageId: z.string(),
      preview: LinkPreview.optional(),
      ...Placed,
    }),
  },
  'announcement-changed': {
    description:
      'An announcement of the organisers is shown to everybody with these words from this place of the log on, or no longer. Where it is sent again, as after a lost connection, earlier words of it are left out.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      announcementId: z.string(),
      isShown: z.boolean(),
      /** Left out where it is not shown. */
      content: z.string().optional(),
      /** When it got its words, or was ended; ISO 8601, UTC. */
      at: z.string(),
      /** Hide it then; left out: until it is ended. */
      shownUntil: z.string().optional(),
      /** Who did it; where the clock did, who set the time. */
      by: z.string(),
      ...Placed,
    }),
  },
  'user-typing': {
    description: 'Somebody else started typing.',
    audience: 'seed',
    payload: TypingUser.extend({ eventId: z.string().optional() }),
  },
  'user-stopped-typing': {
    description: 'The person with this id stopped typing.',
    audience: 'seed',
    payload: z.string(),
  },
  'user-joined': {
    description: 'Somebody takes part now, or changed between `attending` and `interested`.',
    audience: 'all',
    payload: UserParticipationUpdate.extend({ eventId: z.string().optional(), ...Placed }),
  },
  'user-left': {
    description: 'Somebody no longer takes part: `left` by themselves, or `removed`.',
    audience: 'all',
    payload: z.object({
      userId: z.string(),
      status: z.string(),
      eventId: z.string().optional(),
      ...Placed,
    }),
  },
  'participant-changed': {
    description:
      'Somebody has another role, or is muted or no longer muted. `mutedUntil` may be over by now.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      userId: z.string(),
      role: Role,
      /** ISO 8601, UTC. */
      mutedUntil: z.string().nullable(),
      /** Who did it. */
      by: z.string(),
      ...Placed,
    }),
  },
  'room-mode-changed': {
    description:
      'The chat is frozen (only organisers and moderators write) or not, and slow (so many seconds between two messages of one person) or not.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      isFrozen: z.boolean(),
      slowSeconds: z.int().nonnegative(),
      /** Who did it. */
      by: z.string(),
      ...Placed,
    }),
  },
  error: {
    description:
      'A request without an acknowledgement was refused, or the connection is about to end.',
    audience: 'all',
    payload: z.object({
      message: z.string(),
      code: z.string().optional(),
      request: z.string().optional(),
      retryAfterMs: z.number().optional(),
    }),
  },
  'typing-changed': {
    description:
      "The people who are typing now, oneself included where one is; replaces the seed's two notices.",
    audience: 'v1',
    payload: z.object({ eventId: z.string(), typists: z.array(TypingUser) }),
  },
  cheers: {
    description:
      'What people give the room now, summed up: the first at once, then at most one notice a second. One’s own is in it.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), cheers: z.array(CheerCount) }),
  },
  'attendee-counts': {
    description:
      'How many attend, are interested and have the room open. At most one a second a room, and more seldom in a crowd. In a crowded room everybody gets it, in place of `user-joined` and `user-left`.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), ...Counts, seq: Seq.optional() }),
  },
  'presence-changed': {
    description:
      'Who has the room open now, in a room of at most 50 people: after joining, and after each change, at most one a second. Where more have come, once without `people`: from then on `attendee-counts` says how many.',
    audience: 'v1',
    payload: z.object(Present),
  },
  'event-updated': {
    description: 'The organiser changed the event; fetch it again.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), ...Placed }),
  },
  'room-head': {
    description:
      'How far the log of a room goes: after joining, and now and then while the room is quiet. Who has less asks to `sync`.',
    audience: 'resuming',
    payload: z.object({ eventId: z.string(), seq: Seq, epoch: z.string() }),
  },
  resync: {
    description:
      'The client is too far behind, or the log is another one since a restore: fetch the history anew, then join with its `seq`.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), seq: Seq, epoch: z.string() }),
  },
  'server-draining': {
    description:
      'The node is about to stop: connect anew after this many milliseconds, which differ from client to client.',
    audience: 'v1',
    payload: z.object({ retryInMs: z.int().nonnegative() }),
  },
  'room-closed': {
    description:
      'One is no longer in the room: left the event on another device, was removed, or it was deleted.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      reason: z.enum(['left', 'removed', 'event-deleted']),
      /** Where one was removed: for good. */
      isBanned: z.boolean().optional(),
      /** Why one was removed, in a moderator's words. */
      because: z.string().optional(),
    }),
  },
  'reading-changed': {
    description:
      'One has read up to another place, on whichever device, or a message mentions one; the place is back where one has marked something as unread (`isBack`). Goes to all of one’s devices, whatever rooms they have joined.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      ...Reading,
      /** How many of what is unread mention one; left out where none does. */
      mentions: z.int().positive().optional(),
      /** One has marked something as unread: what a device has shown beyond it does not count. */
      isBack: z.literal(true).optional(),
    }),
  },
  'group-mentioned': {
    description:
      'A message mentions a group that one is in: it is unread, and mentions one. Goes to those of one’s devices that have not joined its room, but not where the message names one: `reading-changed` tells of that.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      /** Where the message stands. */
      seq: Seq,
      group: MentionGroup,
    }),
  },
  'visibility-changed': {
    description:
      'One is shown to others or not from now on, as one chose on whichever device. Goes to all of one’s devices.',
    audience: 'v1',
    payload: Visibility,
  },
  'session-revoked': {
    description: 'The session ended elsewhere; the connection closes now. Sign in again.',
    audience: 'v1',
    payload: z.object({}),
  },
} as const satisfies Record<
  string,
  { description: string; audience: Audience; payload: z.ZodType }
>;
