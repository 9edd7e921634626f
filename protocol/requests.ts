import { z } from 'zod';

import { InEvent, InMessage } from './asked-of.ts';
import { pollRequests } from './poll-requests.ts';
import { questionRequests } from './question-requests.ts';
import {
  Activity,
  AttachmentsAsked,
  Caption,
  Cheer,
  Counts,
  Emoji,
  EventMessage,
  Id,
  MessageText,
  MentionsAsked,
  MuteSeconds,
  OwnVote,
  Present,
  Reactor,
  Reading,
  Reason,
  Role,
  RoomStanding,
  SAYS_NOTHING,
  saysSomething,
  SeenHow,
  Seq,
  SlowSeconds,
  TypingUser,
  Visibility,
} from './shapes.ts';

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
/** `seq`: the place of the change in the log; left out where nothing was to be changed. */
const ChangeAnswer = z.object({ eventId: z.string(), messageId: z.string(), seq: Seq.optional() });
const OnPerson = InEvent.extend({ userId: Id });
const ActAnswer = z.object({ eventId: z.string(), userId: z.string(), seq: Seq.optional() });
const EventAnswer = z.object({ eventId: z.string() });
const ReadingAnswer = EventAnswer.extend(Reading);

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
      /** Servers before it leave it out. */
      standing: RoomStanding.optional(),
      /** How far one has read; what others said behind it is unread. Servers before it leave it out. */
      readSeq: Seq.optional(),
      /** With `afterSeq`: one's own votes behind it, cast on whichever device; left out where there are none. */
      votes: z.array(OwnVote.extend({ messageId: z.string() })).optional(),
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
    payload: z
      .strictObject({
        eventId: Id,
        /** May be empty where files are attached. */
        content: Caption,
        /** Chosen by the sender: a repeat with the same id is one message, for ever. */
        clientMessageId: Id.optional(),
        /** The message of the same event that it answers. */
        replyTo: Id.optional(),
        /** Whom it mentions. `everyone` is for organisers. */
        mentions: MentionsAsked.optional(),
        /** Files of one's own that were uploaded to this event, are ready and in no message yet. */
        attachments: AttachmentsAsked.optional(),
      })
      .refine(saysSomething, { error: SAYS_NOTHING, path: ['content'] }),
    answer: EventMessage.extend({
      /** People who were to be mentioned and do not take part: they are not told. */
      notMentioned: z.array(z.string()).optional(),
      /** True where an earlier request with this `clientMessageId` had stored it. */
      duplicate: z.boolean().optional(),
    }),
  },
  'edit-message': {
    description:
      "Give a message of one's own another text, for as long as the event lets one. The room need not be joined. Safe to repeat.",
    payload: InMessage.extend({ content: MessageText }),
    answer: ChangeAnswer,
  },
  'delete-message': {
    description:
      "Take the text of a message away, one's own for as long as the event lets one, or anybody's where one moderates. Its place stays. Safe to repeat.",
    payload: InMessage,
    answer: ChangeAnswer,
  },
  react: {
    description:
      "Give a message one's reaction, or take it back with `on: false`. Acknowledged when it is stored. The room need not be joined. Safe to repeat.",
    payload: InMessage.extend({ emoji: Emoji, on: z.boolean('`on` is true or false.') }),
    answer: ChangeAnswer,
  },
  'list-reactors': {
    description:
      'Who gave a message one emoji, the first 50 of them in the order in which they did.',
    payload: InMessage.extend({ emoji: Emoji }),
    answer: z.object({ eventId: z.string(), messageId: z.string(), people: z.array(Reactor) }),
  },
  'pin-message': {
    description:
      'Pin a message for everybody, where one moderates; at most 50 of an event. The room need not be joined. Safe to repeat.',
    payload: InMessage,
    answer: ChangeAnswer,
  },
  'unpin-message': {
    description: 'Take the pin of a message away. Safe to repeat.',
    payload: InMessage,
    answer: ChangeAnswer,
  },
  ...pollRequests,
  ...questionRequests,
  'remove-preview': {
    description:
      'Take the preview of a link away, from a message of one’s own or from anybody’s where one moderates; it does not come back for that link. Safe to repeat.',
    payload: InMessage,
    answer: ChangeAnswer,
  },
  'announcement-seen': {
    description:
      'Say that an announcement is on a screen that one looks at, once for each, some seconds spread where many get it at once. It is counted for the organisers, of each person the first time.',
    payload: InEvent.extend({ announcementId: Id, how: SeenHow }),
    answer: EventAnswer,
  },
  cheer: {
    description:
      'Give a room that one has joined an emoji that floats by: applause. Kept nowhere, and replayed to nobody.',
    payload: InEvent.extend({ emoji: Cheer }),
    answer: EventAnswer,
  },
  'set-role': {
    description:
      "Give somebody a role, or give one's own up. With `handOver` and `organiser` one steps down oneself after it. Safe to repeat.",
    payload: OnPerson.extend({ role: Role, handOver: z.boolean().optional() }),
    answer: ActAnswer,
  },
  mute: {
    description:
      'Let somebody say nothing for so many seconds, at most 28 days; for 0, let them speak again.',
    payload: OnPerson.extend({ forSeconds: MuteSeconds }),
    answer: ActAnswer,
  },
  remove: {
    description:
      "End somebody's participation; they may come back. They are told the reason. Safe to repeat.",
    payload: OnPerson.extend({ reason: Reason.optional() }),
    answer: ActAnswer,
  },
  ban: {
    description:
      "End somebody's participation for good; they are told the reason. Nothing at or after this place of the log reaches them. Safe to repeat.",
    payload: OnPerson.extend({ reason: Reason.optional() }),
    answer: ActAnswer,
  },
  unban: {
    description: 'Lift a ban: they may come back. Safe to repeat.',
    payload: OnPerson,
    answer: ActAnswer,
  },
  'set-room-mode': {
    description:
      'Freeze the chat, so that only organisers and moderators write, or let everybody write again; set how many seconds lie between two messages of one person (0 to 21,600). What is left out stays. Safe to repeat.',
    payload: InEvent.extend({
      isFrozen: z.boolean().optional(),
      slowSeconds: SlowSeconds.optional(),
    }),
    answer: EventAnswer.extend({ seq: Seq.optional() }),
  },
  'mark-read': {
    description:
      'Say how far one has read, for all of one’s devices: the position goes forward only, and at most to the head. With `from`, the position that the client knew, it stays where one has marked as unread elsewhere meanwhile. Send it when what is read has been still for a moment, at most every few seconds. Safe to repeat.',
    payload: InEvent.extend({ seq: Seq, from: Seq.optional() }),
    answer: ReadingAnswer,
  },
  'mark-unread': {
    description:
      'Set one’s reading position before the entry at `seq`, so that it and what comes behind it are unread on all of one’s devices. Safe to repeat.',
    payload: InEvent.extend({ seq: Seq }),
    answer: ReadingAnswer,
  },
  'get-presence': {
    description:
      'Who has an event’s chat open now: by name where they are at most 50, else their number. The room need not be joined.',
    payload: InEvent,
    answer: z.object({
      ...Present,
      /** One’s own choice: one is in nobody’s list and no number. */
      isInvisible: z.boolean(),
    }),
  },
  'set-presence': {
    description:
      'Say that one has done nothing on this device for a while, or does something again. One is `away` in a room while all of one’s devices there are. Ends with the connection.',
    payload: z.strictObject({ state: Activity }),
    answer: z.object({ state: Activity }),
  },
  'set-visibility': {
    description:
      'Be shown to nobody as being here or typing, in any event and on any device, until one says otherwise; one sees the others. Safe to repeat.',
    payload: Visibility,
    answer: Visibility,
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
