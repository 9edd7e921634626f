import type { AnnouncementEntry } from '../../domain/announcement-log.ts';
import type {
  LogEntry,
  MessageDeletedEntry,
  MessageEditedEntry,
  MessageEntry,
  ParticipationEntry,
  PinEntry,
  PreviewEntry,
  ReactionsEntry,
  RoomModeEntry,
} from '../../domain/log.ts';
import type { PollEntry } from '../../domain/poll-log.ts';
import type { QuestionEntry } from '../../domain/question-log.ts';
import { textFor } from '../../domain/attachments.ts';
import { toEventMessage } from '../../domain/messages.ts';
import { isComing } from '../rooms/standings.ts';
import type { NoticeName } from '../../protocol/wire.ts';
import type { ClientKind } from '../chat-socket.ts';

interface EntryNotice {
  readonly name: NoticeName;
  readonly payload: object;
}

/**
 * An entry in the words of one kind of client; `null` where that kind is not told of it.
 * @param after The entry that the reader was sent before.
 */
// The table of all entries; each line is one call, so its number of branches is no complexity.
// oxlint-disable-next-line complexity
export function noticeOf(entry: LogEntry, kind: ClientKind, after: number): EntryNotice | null {
  if (kind !== 'v1' && isForOurs(entry)) return null;
  const place = { seq: entry.seq, after };
  switch (entry.kind) {
    case 'message':
      return { name: 'new-message', payload: { ...messageFor(entry, kind), ...place } };
    case 'message-edited':
      return editNotice(entry, place);
    case 'message-deleted':
      return deletionNotice(entry, place);
    case 'reactions':
      return reactionsNotice(entry, place);
    case 'pin':
      return pinNotice(entry, place);
    case 'poll':
      return pollNotice(entry, place);
    case 'preview':
      return previewNotice(entry, place);
    case 'participation':
      return participationNotice(entry, place);
    case 'room-mode':
      return modeNotice(entry, place);
    case 'announcement':
      return announcementNotice(entry, place);
    case 'question':
      return questionNotice(entry, place);
    case 'question-votes': {
      const { eventId, votes } = entry;
      return { name: 'question-votes', payload: { eventId, votes, ...place } };
    }
    case 'event-updated':
      return { name: 'event-updated', payload: { eventId: entry.eventId, ...place } };
  }
}

const FOR_OURS: ReadonlySet<LogEntry['kind']> = new Set([
  'reactions',
  'pin',
  'poll',
  'preview',
  'room-mode',
  'announcement',
  'question',
  'question-votes',
  'event-updated',
]);

/** Whether only clients of ours are told of an entry: others know of nothing like it, nor of a message without words. */
function isForOurs(entry: LogEntry): boolean {
  if (entry.kind === 'message') return entry.deletedAt !== undefined;
  if (entry.kind === 'participation') return !isComing(entry);
  return FOR_OURS.has(entry.kind);
}

/** Others know no files: where there is no text beside them they get their names. */
const messageFor = (entry: MessageEntry, kind: ClientKind) =>
  kind === 'v1' || entry.attachments === undefined
    ? toEventMessage(entry)
    : { ...toEventMessage(entry), content: textFor(entry) };

function editNotice(entry: MessageEditedEntry, place: object): EntryNotice | null {
  if (entry.deletedAt !== undefined) return null;
  const { eventId, messageId, content, actorId, createdAt } = entry;
  const editedAt = createdAt.toISOString();
  const payload = { eventId, messageId, content, userId: actorId, editedAt, ...place };
  return { name: 'message-edited', payload };
}

function deletionNotice(entry: MessageDeletedEntry, place: object): EntryNotice {
  const { eventId, messageId, actorId, createdAt } = entry;
  const deletedAt = createdAt.toISOString();
  const payload = { eventId, messageId, userId: actorId, deletedAt, ...place };
  return { name: 'message-deleted', payload };
}

function reactionsNotice(entry: ReactionsEntry, place: object): EntryNotice {
  const { eventId, messageId, reactions } = entry;
  const byEmoji = Map.groupBy(entry.changes, ({ emoji }) => emoji);
  const changes = [...byEmoji].map(([emoji, all]) => ({
    emoji,
    added: all.filter(({ on }) => on).map(({ userId }) => userId),
    removed: all.filter(({ on }) => !on).map(({ userId }) => userId),
  }));
  return {
    name: 'reactions-changed',
    payload: { eventId, messageId, reactions, changes, ...place },
  };
}

function pinNotice(entry: PinEntry, place: object): EntryNotice {
  const { eventId, messageId, messageSeq, on, actorId } = entry;
  const payload = { eventId, messageId, messageSeq, isPinned: on, by: actorId, ...place };
  return { name: 'pin-changed', payload };
}

function pollNotice(entry: PollEntry, place: object): EntryNotice {
  const { eventId, messageId, votes, voters, isClosed, createdAt } = entry;
  const closed = isClosed && { closedAt: createdAt.toISOString() };
  return {
    name: 'poll-changed',
    payload: { eventId, messageId, votes, voters, ...closed, ...place },
  };
}

/** Of a preview that the message lost since nothing is told, and it keeps its place. */
function previewNotice(entry: PreviewEntry, place: object): EntryNotice | null {
  const { eventId, messageId, isShown, preview } = entry;
  if (isShown && preview === undefined) return null;
  const payload = { eventId, messageId, ...(preview !== undefined && { preview }), ...place };
  return { name: 'message-previewed', payload };
}

/** Of words that others have followed nothing is told: what followed says it all, and the announcement keeps its place. */
function announcementNotice(entry: AnnouncementEntry, place: object): EntryNotice | null {
  const { eventId, announcementId, isShown, content, shownUntil, actorId, createdAt } = entry;
  if (isShown && content === '') return null;
  const shown = { content, ...(shownUntil && { shownUntil: shownUntil.toISOString() }) };
  const at = createdAt.toISOString();
  const told = { eventId, announcementId, isShown, ...(isShown && shown), at, by: actorId };
  return { name: 'announcement-changed', payload: { ...told, ...place } };
}

/** Of what waits everybody is told nothing: those whom it concerns are told beside the log. */
function questionNotice(entry: QuestionEntry, place: object): EntryNotice | null {
  const { eventId, questionId, state, isPublic, asked, answeredId } = entry;
  if (!isPublic) return null;
  const words = asked && { asked: { ...asked, askedAt: asked.askedAt.toISOString() } };
  const answered = answeredId !== undefined && { answeredId };
  return {
    name: 'question-changed',
    payload: { eventId, questionId, state, ...words, ...answered, ...place },
  };
}

function modeNotice(entry: RoomModeEntry, place: object): EntryNotice {
  const { eventId, actorId, isFrozen, slowSeconds } = entry;
  const payload = { eventId, isFrozen, slowSeconds, by: actorId, ...place };
  return { name: 'room-mode-changed', payload };
}

function participationNotice(entry: ParticipationEntry, place: object): EntryNotice | null {
  const { eventId, person, status, role, actorId, act } = entry;
  if (act === 'unban') return null;
  if (act === 'role' || act === 'mute') {
    const mutedUntil = entry.mutedUntil?.toISOString() ?? null;
    const payload = { eventId, userId: person.id, role, mutedUntil, by: actorId, ...place };
    return { name: 'participant-changed', payload };
  }
  if (status === null) {
    const payload = { userId: person.id, status: endOf(entry), eventId, ...place };
    return { name: 'user-left', payload };
  }
  const payload = { userId: person.id, status, user: person, eventId, ...place };
  return { name: 'user-joined', payload };
}

/** How somebody's participation ended: by themselves, or by somebody else. */
export const endOf = ({ actorId, person }: ParticipationEntry): 'left' | 'removed' =>
  actorId === person.id ? 'left' : 'removed';
