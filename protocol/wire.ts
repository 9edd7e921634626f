import { z } from 'zod';

import type { ProtocolError } from './errors.ts';
import type { Result } from './result.ts';
import { paragraphs } from './text.ts';

/** Longest message, in Unicode code points, counted after trimming. */
export const MESSAGE_MAX_CHARS = 1_000;

/** Largest text of a request as it arrives, in UTF-16 units: refused before any work is done on it. */
const RAW_TEXT_MAX_UNITS = 8_000;

/** Ids are opaque text. Ours are UUID v7; other back ends may bring their own. */
export const Id = z
  .string({ error: 'An id must be text.' })
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id has 1 to 64 characters of A-Z a-z 0-9 _ -.');

/** A message's text as people may send it; what is stored is never checked against it again. */
export const MessageText = z
  .string({ error: 'A message must be text.' })
  .max(
    RAW_TEXT_MAX_UNITS,
    `A message can have at most ${MESSAGE_MAX_CHARS.toLocaleString('en')} characters.`,
  )
  .pipe(paragraphs({ name: 'A message', minChars: 1, maxChars: MESSAGE_MAX_CHARS }));

export const ParticipationStatus = z.enum(['attending', 'interested']);
export type ParticipationStatus = z.output<typeof ParticipationStatus>;

export const Role = z.enum(['organiser', 'moderator', 'participant']);
export type Role = z.output<typeof Role>;

/** Position of an entry in its event's log: 1, 2, 3 … without a gap. */
const Seq = z.int().nonnegative();

/** Where a notice stands in the log: its own place, and the place of the entry delivered before it. */
const Placed = { seq: Seq.optional(), after: Seq.optional() };

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

const InEvent = z.strictObject({ eventId: Id });

/** How a client that was there before goes on: it names the log and the last entry that it has. */
const Resuming = {
  /** The last entry that the client has; what comes after it is replayed. */
  afterSeq: Seq.optional(),
  /** The log that `afterSeq` counts in, as an earlier answer named it. */
  epoch: z.string().max(64).optional(),
};

/**
 * How the room goes on from the client's place: `live`, nothing was missed; `replay`, what was
 * missed comes as notices, in order, before anything newer; `resync`, the place is of no use (too
 * far back, or of another log), so that the history must be fetched anew.
 */
export const ResumeMode = z.enum(['live', 'replay', 'resync']);
export type ResumeMode = z.output<typeof ResumeMode>;
const EventAnswer = z.object({ eventId: z.string() });

const Counts = {
  attending: z.int().nonnegative(),
  interested: z.int().nonnegative(),
  /** People with the room open now. */
  online: z.int().nonnegative(),
};

/** Client → server: what may be asked, and what a success answers. */
export const requests = {
  'join-event': {
    description:
      "Join an event's room and get its notices from then on, or from `afterSeq` on. Needs `attending` or `interested`.",
    payload: InEvent.extend(Resuming),
    answer: z.object({
      eventId: z.string(),
      /** The log's place when the room was joined. Every later entry comes as a notice; with `replay`, every one after `afterSeq`. */
      seq: Seq,
      epoch: z.string(),
      mode: ResumeMode,
      /** Entries after this one can be replayed; older ones are only in the history. */
      minSeq: Seq,
      role: Role,
      typists: z.array(TypingUser),
      ...Counts,
    }),
  },
  sync: {
    description:
      'Have everything after `afterSeq` sent again, in a room that one has joined: for a gap that was noticed, or to make sure that nothing is missing.',
    payload: InEvent.extend(Resuming).required({ afterSeq: true }),
    answer: z.object({ eventId: z.string(), seq: Seq, epoch: z.string(), mode: ResumeMode }),
  },
  'leave-event': {
    description: "Leave an event's room. Taking part in the event is not touched.",
    payload: InEvent,
    answer: EventAnswer,
  },
  'send-message': {
    description:
      'Send a message. Acknowledged only when it is stored. The room need not be joined; the sender must take part.',
    payload: z.strictObject({
      eventId: Id,
      content: MessageText,
      /** Chosen by the sender: a repeat with the same id is one message, for ever. */
      clientMessageId: Id.optional(),
    }),
    answer: EventMessage.extend({
      /** True where an earlier request with this `clientMessageId` had stored it. */
      duplicate: z.boolean().optional(),
    }),
  },
  typing: {
    description:
      'Say that one is typing, in a room that one has joined. Ends by itself 5 s after the last one.',
    payload: InEvent,
    answer: EventAnswer,
  },
  'stop-typing': {
    description: 'Say that one has stopped typing.',
    payload: InEvent,
    answer: EventAnswer,
  },
} as const;

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
  'attendee-counts': {
    description:
      'How many attend, are interested and have the room open. At most one a second a room, and more seldom in a crowd. In a crowded room everybody gets it, in place of `user-joined` and `user-left`.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), ...Counts, seq: Seq.optional() }),
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
    }),
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

export type RequestName = keyof typeof requests;
export type NoticeName = keyof typeof notices;
export type Payload<N extends RequestName> = z.output<(typeof requests)[N]['payload']>;
export type AnswerValue<N extends RequestName> = z.output<(typeof requests)[N]['answer']>;
export type Answer<N extends RequestName> = Result<AnswerValue<N>, ProtocolError>;
export type Notice<N extends NoticeName> = z.output<(typeof notices)[N]['payload']>;

export type ClientToServerEvents = {
  [N in RequestName]: (
    payload: z.input<(typeof requests)[N]['payload']>,
    ack?: (answer: Answer<N>) => void,
  ) => void;
};
export type ServerToClientEvents = { [N in NoticeName]: (payload: Notice<N>) => void };
