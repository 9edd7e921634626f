import { z } from 'zod';

import { ReplyTo, Role } from '../protocol/wire.ts';
import { FinalAnnouncement } from './history-announcements.ts';
import { EntryKind, MentionKeys } from './history-entries.ts';
import { FinalPoll, PollInLog } from './history-polls.ts';
import { FinalStanding } from './history-standings.ts';

/** What the database holds after the run: every log, whole. */
export const FinalLog = z.object({
  eventId: z.string(),
  epoch: z.string(),
  head: z.int(),
  entries: z.array(
    z.object({
      seq: z.int(),
      kind: EntryKind,
      /** Of a message, and of a change of one: which. */
      messageId: z.string().nullable(),
      actorId: z.string(),
      clientMessageId: z.string().nullable(),
      content: z.string().optional(),
      /** Whether its text was taken away since. */
      isEmptied: z.boolean().optional(),
      replyTo: ReplyTo.optional(),
      mentions: MentionKeys,
      /** Of a participation: whose, and what it became. */
      person: z.string().optional(),
      status: z.enum(['attending', 'interested']).nullable().optional(),
      /** Of reactions: all that the message has from here on, and whose came or went. */
      reactions: z.array(z.tuple([z.string(), z.int()])).optional(),
      reacted: z.array(z.tuple([z.string(), z.string(), z.boolean()])).optional(),
      /** Of a pin: whether the message has it from here on. */
      isPinned: z.boolean().optional(),
      /** Of a message that asks a poll. */
      poll: PollInLog.optional(),
      /** Of a poll: what it adds up to, and whether it ends there. */
      polled: z
        .object({ votes: z.array(z.int()), voters: z.int(), isClosed: z.boolean() })
        .optional(),
      /** Of an announcement: which, whether it is shown from here on, and until when; its words are its content. */
      announcementId: z.string().optional(),
      isShown: z.boolean().optional(),
      shownUntil: z.string().optional(),
      role: Role.optional(),
      isMuted: z.boolean().optional(),
      isBanned: z.boolean().optional(),
      /** Of a room's mode. */
      isFrozen: z.boolean().optional(),
      slowSeconds: z.int().optional(),
      createdAt: z.string(),
    }),
  ),
  /** The current messages, which must say the same as the log. */
  messages: z.array(
    z.object({
      id: z.string(),
      seq: z.int(),
      content: z.string(),
      isDeleted: z.boolean().optional(),
      replyTo: ReplyTo.optional(),
      /** Whether it asks a poll. */
      hasPoll: z.boolean().optional(),
      mentions: MentionKeys,
      /** Whom it calls by the rows that inboxes are made of. */
      called: MentionKeys,
      /** The sums that are kept beside it. */
      reactions: z.array(z.tuple([z.string(), z.int()])).optional(),
    }),
  ),
  /** Who gave which message which emoji. */
  reactors: z
    .array(z.object({ messageId: z.string(), person: z.string(), emoji: z.string() }))
    .optional(),
  /** Which are pinned, the newest pin first. */
  pins: z.array(z.string()).optional(),
  announcements: z.array(FinalAnnouncement).optional(),
  polls: z.array(FinalPoll).optional(),
  /** Which of the unique words of the run's texts its index of search has. */
  searchWords: z.array(z.string()).optional(),
  /** Where everybody stands now, which must say the same as the log. */
  standings: z.array(FinalStanding).optional(),
  /** Of messages that were edited and not deleted: how many earlier texts are kept. */
  versions: z.array(z.object({ messageId: z.string(), content: z.string() })).optional(),
});
export type FinalLog = z.output<typeof FinalLog>;
