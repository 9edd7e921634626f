import { z } from 'zod';

import type { AnnouncementEntry } from '../domain/announcement-log.ts';
import type {
  LogEntry,
  MessageEditedEntry,
  MessageEntry,
  ParticipationEntry,
  Person,
  PreviewEntry,
  RoomModeEntry,
} from '../domain/log.ts';
import { isoTime } from '../protocol/iso-time.ts';
import { toAskedPoll } from './poll-rows.ts';
import { LinkPreview } from '../protocol/previews.ts';
import { toQuestionEntry, toQuestionVotesEntry } from './question-rows.ts';
import { ReactionCounts, toStoredCounts } from './reaction-counts.ts';
import { Attachment, Mention, ParticipationStatus, ReplyTo, Role } from '../protocol/wire.ts';

/** What an entry holds beside its place, by kind, as it lies in `log_entry.body`. */
const MessageBody = z.object({
  userName: z.string(),
  userImage: z.string().optional(),
  content: z.string(),
  replyTo: ReplyTo.optional(),
  mentions: z.array(Mention).optional(),
  poll: z.unknown().optional(),
  attachments: z.array(Attachment).optional(),
  deletedAt: z.coerce.date().optional(),
});

const MessageEditedBody = z.object({
  content: z.string(),
  deletedAt: z.coerce.date().optional(),
});

const ReactionsBody = z.object({
  reactions: ReactionCounts,
  changes: z
    .array(z.tuple([z.string(), z.string(), z.boolean()]))
    .transform((all) => all.map(([userId, emoji, on]) => ({ userId, emoji, on }))),
});

const ParticipationBody = z.object({
  person: z.object({ id: z.string(), name: z.string(), image: z.string().optional() }),
  status: ParticipationStatus.nullable(),
  role: Role,
  bannedAt: z.coerce.date().optional(),
  mutedUntil: z.coerce.date().optional(),
  act: z.enum(['role', 'mute', 'remove', 'ban', 'unban']).optional(),
  reason: z.string().optional(),
});

const PreviewBody = z.object({ isShown: z.boolean(), preview: LinkPreview.optional() });

const PinBody = z.object({ messageSeq: z.int(), on: z.boolean() });

const PollBody = z.object({ votes: z.array(z.int()), voters: z.int(), isClosed: z.boolean() });

const AnnouncementBody = z.object({
  isShown: z.boolean(),
  content: z.string(),
  shownUntil: z.coerce.date().optional(),
});

const RoomModeBody = z.object({ isFrozen: z.boolean(), slowSeconds: z.int() });

export interface LogEntryRow {
  readonly event_id: string;
  readonly seq: number;
  readonly kind: LogEntry['kind'];
  readonly id: string | null;
  readonly actor_id: string;
  readonly target_id: string | null;
  readonly client_message_id: string | null;
  readonly body: unknown;
  readonly created_at: Date;
}

/**
 * Reads a stored entry.
 * @throws {z.ZodError} where a row does not have its kind's shape: a fault of ours, never of a user.
 */
// The table of all entries; each line is one call, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
export function toLogEntry(row: LogEntryRow): LogEntry {
  const placed = {
    eventId: row.event_id,
    seq: row.seq,
    actorId: row.actor_id,
    createdAt: row.created_at,
  };
  switch (row.kind) {
    case 'message':
      return toMessageEntry(placed, row);
    case 'message-edited':
      return toMessageEditedEntry(placed, row);
    case 'message-deleted':
      return { kind: 'message-deleted', ...placed, ...changeOf(row) };
    case 'reactions':
      return { kind: 'reactions', ...placed, ...changeOf(row), ...ReactionsBody.parse(row.body) };
    case 'pin':
      return { kind: 'pin', ...placed, ...changeOf(row), ...PinBody.parse(row.body) };
    case 'poll':
      return { kind: 'poll', ...placed, ...changeOf(row), ...PollBody.parse(row.body) };
    case 'preview':
      return toPreviewEntry({ ...placed, ...changeOf(row) }, row.body);
    case 'participation':
      return toParticipationEntry({ ...placed, ...idOf(row) }, row.body);
    case 'room-mode':
      return { kind: 'room-mode', ...placed, ...idOf(row), ...toRoomMode(row.body) };
    case 'announcement':
      return toAnnouncementEntry({ ...placed, ...idOf(row) }, row);
    case 'question':
      return { ...placed, ...idOf(row), ...toQuestionEntry(row) };
    case 'question-votes':
      return { ...placed, ...idOf(row), ...toQuestionVotesEntry(row.body) };
    case 'event-updated':
      return { kind: 'event-updated', ...placed, ...idOf(row) };
  }
}

const toRoomMode = (body: unknown): Pick<RoomModeEntry, 'isFrozen' | 'slowSeconds'> =>
  RoomModeBody.parse(body);

const idOf = ({ id }: LogEntryRow): { readonly id?: string } => (id === null ? {} : { id });

const changeOf = (row: LogEntryRow): { readonly id?: string; readonly messageId: string } => ({
  ...idOf(row),
  messageId: row.target_id ?? '',
});

type Place = Pick<LogEntry, 'eventId' | 'seq' | 'actorId' | 'createdAt'>;

function toMessageEntry(placed: Place, row: LogEntryRow): MessageEntry {
  const { userName, userImage, content, replyTo, mentions, poll, attachments, deletedAt } =
    MessageBody.parse(row.body);
  return {
    kind: 'message',
    ...placed,
    id: row.id ?? '',
    userName,
    content,
    ...(userImage !== undefined && { userImage }),
    ...(row.client_message_id !== null && { clientMessageId: row.client_message_id }),
    ...(replyTo !== undefined && { replyTo }),
    ...(mentions !== undefined && { mentions }),
    ...(poll !== undefined && { poll: toAskedPoll(poll) }),
    ...(attachments !== undefined && { attachments: attachments }),
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

function toMessageEditedEntry(placed: Place, row: LogEntryRow): MessageEditedEntry {
  const { content, deletedAt } = MessageEditedBody.parse(row.body);
  return {
    kind: 'message-edited',
    ...placed,
    ...changeOf(row),
    content,
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

function toPreviewEntry(
  placed: Place & { id?: string; messageId: string },
  body: unknown,
): PreviewEntry {
  const { isShown, preview } = PreviewBody.parse(body);
  return { kind: 'preview', ...placed, isShown, ...(preview !== undefined && { preview }) };
}

function toParticipationEntry(placed: Place & { id?: string }, body: unknown): ParticipationEntry {
  const { person, status, role, bannedAt, mutedUntil, act, reason } = ParticipationBody.parse(body);
  return {
    kind: 'participation',
    ...placed,
    person: toPerson(person),
    status,
    role,
    ...(bannedAt !== undefined && { bannedAt }),
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(act !== undefined && { act }),
    ...(reason !== undefined && { reason }),
  };
}

function toAnnouncementEntry(placed: Place & { id?: string }, row: LogEntryRow): AnnouncementEntry {
  const { isShown, content, shownUntil } = AnnouncementBody.parse(row.body);
  return {
    kind: 'announcement',
    ...placed,
    announcementId: row.target_id ?? '',
    isShown,
    content,
    ...(shownUntil !== undefined && { shownUntil }),
  };
}

/** A person from a row whose picture may be missing. */
export const toPerson = (row: {
  id: string;
  name: string;
  image?: string | null | undefined;
}): Person => ({
  id: row.id,
  name: row.name,
  ...(row.image != null && { image: row.image }),
});

/** An entry as the columns of `log_entry`, in JSON for a set-returning insert. */
export const toLogEntryColumns = (entry: LogEntry): Record<string, unknown> => ({
  event_id: entry.eventId,
  seq: entry.seq,
  kind: entry.kind,
  id: entry.id ?? null,
  actor_id: entry.actorId,
  target_id: targetOf(entry),
  client_message_id: entry.kind === 'message' ? (entry.clientMessageId ?? null) : null,
  body: toBody(entry),
  created_at: isoTime(entry.createdAt.getTime()),
});

function targetOf(entry: LogEntry): string | null {
  if ('messageId' in entry) return entry.messageId;
  if (entry.kind === 'announcement') return entry.announcementId;
  if (entry.kind === 'question') return entry.questionId;
  return entry.kind === 'participation' && entry.act !== undefined ? entry.person.id : null;
}

// The table of all entries; each line is one call, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
function toBody(entry: LogEntry): object {
  switch (entry.kind) {
    case 'message': {
      const { userName, userImage, content, replyTo, mentions, poll, attachments } = entry;
      return { userName, userImage, content, replyTo, mentions, poll, attachments };
    }
    case 'participation':
      return toParticipationBody(entry);
    case 'message-edited':
      return { content: entry.content };
    case 'reactions':
      return {
        reactions: toStoredCounts(entry.reactions),
        changes: entry.changes.map(({ userId, emoji, on }) => [userId, emoji, on]),
      };
    case 'pin':
      return { messageSeq: entry.messageSeq, on: entry.on };
    case 'poll': {
      const { votes, voters, isClosed } = entry;
      return { votes, voters, isClosed };
    }
    case 'preview':
      return { isShown: entry.isShown, preview: entry.preview };
    case 'room-mode':
      return { isFrozen: entry.isFrozen, slowSeconds: entry.slowSeconds };
    case 'announcement': {
      const { isShown, content, shownUntil } = entry;
      return { isShown, content, shownUntil };
    }
    case 'question': {
      const { state, isPublic, asked, answeredId } = entry;
      return { state, isPublic, asked, answeredId };
    }
    case 'question-votes':
      return { votes: entry.votes };
    case 'message-deleted':
    case 'event-updated':
      return {};
  }
}

const toParticipationBody = (entry: ParticipationEntry): object => {
  const { person, status, role, bannedAt, mutedUntil, act, reason } = entry;
  return { person, status, role, bannedAt, mutedUntil, act, reason };
};
