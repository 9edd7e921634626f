import type { MessagesPage } from '../../protocol/rest.ts';
import type { AnswerValue, PinnedRef, ResumeMode } from '../../protocol/wire.ts';
import type { EventRoomInput, RoomPlace } from '../../lib/event-room.ts';
import { changedMessages } from '../../lib/event-room/message-changes.ts';
import type { LogMessage, MessageChange } from '../../lib/event-room/room-types.ts';

export const ALICE = 'alice';

export type EntryKind = 'other' | 'message' | 'own' | ChangeKind;
type ChangeKind = 'edit' | 'delete' | 'react' | 'pin' | 'unpin';

export interface Entry {
  readonly seq: number;
  /** Absent where the entry is no message. */
  readonly message?: LogMessage;
  /** Present where the entry changes an earlier message, or one that never was. */
  readonly changed?: MessageChange;
}

/** One log: entries are the same for one epoch, and differ between epochs from `from` on. */
export interface ModelLog {
  readonly epoch: string;
  readonly entries: readonly Entry[];
}

export const entryAt = (epoch: string, kind: EntryKind, seq: number): Entry => {
  if (kind === 'other') return { seq };
  if (kind !== 'message' && kind !== 'own') return { seq, changed: changeAt(epoch, kind, seq) };
  const message: LogMessage = {
    id: `${epoch}${seq}`,
    eventId: 'e1',
    userId: kind === 'own' ? ALICE : 'bob',
    userName: kind,
    content: `text ${epoch}${seq}`,
    createdAt: '2026-11-22T18:00:00.000Z',
    seq,
    ...(kind === 'own' && { clientMessageId: `c-${epoch}${seq}` }),
  };
  return { seq, message };
};

/** Of one of the messages before it, near or far. */
function changeAt(epoch: string, kind: ChangeKind, seq: number): MessageChange {
  const messageId = `${epoch}${seq % 3 === 0 ? Math.ceil(seq / 3) : seq - (seq % 3)}`;
  if (kind === 'react') return { seq, messageId, change: reactionsAt(seq) };
  if (kind === 'pin' || kind === 'unpin') {
    const messageSeq = Number(messageId.slice(epoch.length));
    return { seq, messageId, change: { isPinned: kind === 'pin', messageSeq } };
  }
  const at = `2026-11-22T18:00:00.${String(seq).padStart(3, '0')}Z`;
  return kind === 'edit'
    ? { seq, messageId, change: { content: `edited ${epoch}${seq}`, editedAt: at } }
    : { seq, messageId, change: { content: '', deletedAt: at } };
}

/** What one tapped oneself comes and goes as well as what others did, and all of it may go. */
const reactionsAt = (seq: number): Extract<MessageChange['change'], { added: unknown }> => ({
  reactions: ['👍', '🎉'].slice(0, seq % 4).map((emoji) => ({ emoji, count: seq })),
  added: seq % 5 === 0 ? ['👍'] : [],
  removed: seq % 5 === 1 ? ['👍'] : [],
});

/** Gaps beyond it are no longer replayed: small, so that every answer comes up often. */
const REPLAY_MAX = 6;
const PAGE_ROWS = 3;

function toNotice(change: MessageChange['change']) {
  if ('isPinned' in change) return { ...change, by: 'bob' };
  if ('own' in change) throw new Error('no entry tells whose vote is what');
  if (!('reactions' in change)) return change;
  const { reactions, added, removed } = change;
  const changes = ['👍', '🎉'].map((emoji) => ({
    emoji,
    added: ['bob', ...(added.includes(emoji) ? [ALICE] : [])],
    removed: removed.includes(emoji) ? [ALICE] : [],
  }));
  return { reactions: [...reactions], changes };
}

/** A server that answers as the real one would: the first `head` entries of one log are there. */
export function createModelServer(first: ModelLog) {
  let log = first;
  let head = 0;
  /** Nothing changes a message that was deleted. */
  const changes = (): readonly MessageChange[] => {
    const deleted = new Set<string>();
    return log.entries.slice(0, head).flatMap(({ changed }) => {
      if (changed === undefined || deleted.has(changed.messageId)) return [];
      if ('deletedAt' in changed.change) deleted.add(changed.messageId);
      return [changed];
    });
  };
  const messages = () =>
    changedMessages(
      log.entries.flatMap(({ seq, message }) => (seq <= head && message ? [message] : [])),
      changes(),
    );
  /** Said in its own way: the room's is what is tested. */
  const pins = (): readonly PinnedRef[] => {
    const pinned = new Map<string, number>();
    for (const { messageId, change } of changes()) {
      if ('isPinned' in change && change.isPinned && !pinned.has(messageId))
        pinned.set(messageId, change.messageSeq);
      else if ('deletedAt' in change || ('isPinned' in change && !change.isPinned))
        pinned.delete(messageId);
    }
    return [...pinned].map(([messageId, seq]) => ({ messageId, seq })).toReversed();
  };
  const pageOf = (all: readonly LogMessage[]): MessagesPage => ({
    messages: all.slice(-PAGE_ROWS),
    seq: head,
    epoch: log.epoch,
    hasMore: all.length > PAGE_ROWS,
  });
  const noticeOf = ({ seq, message, changed }: Entry, after: number): EventRoomInput => {
    if (message) return { type: 'message', notice: { ...message, after } };
    if (!changed || !changes().includes(changed)) return { type: 'other-entry', seq, after };
    const notice = { eventId: 'e1', userId: 'bob', messageId: changed.messageId, seq, after };
    return { type: 'message-changed', notice: { ...notice, ...toNotice(changed.change) } };
  };
  const entriesAfter = (seq: number) => log.entries.slice(seq, head);
  /** Without the text of what was deleted since: such messages come empty, such edits not at all. */
  const replayAfter = (place: number): readonly EventRoomInput[] => {
    const deleted = new Map(
      changes().flatMap(({ messageId, change }) =>
        'deletedAt' in change ? [[messageId, change]] : [],
      ),
    );
    let after = place;
    const told = new Set(changes());
    return entriesAfter(place).flatMap(({ message, changed, ...entry }) => {
      // An edit that stands is before the deletion, so that something comes after it.
      const isEdit = changed !== undefined && told.has(changed) && 'editedAt' in changed.change;
      if (isEdit && deleted.has(changed.messageId)) return [];
      const change = message && deleted.get(message.id);
      const shown = change ? { ...message, ...change } : message;
      const notice = noticeOf(
        { ...entry, ...(shown && { message: shown }), ...(changed && { changed }) },
        after,
      );
      after = entry.seq;
      return [notice];
    });
  };

  return {
    log: () => log,
    head: () => ({ seq: head, epoch: log.epoch }),
    messages,
    /** As after a restore from a backup. */
    restore(next: ModelLog, to: number): void {
      log = next;
      head = to;
    },
    /** @returns the notices of what was added. */
    growTo(to: number): readonly EventRoomInput[] {
      const before = head;
      head = Math.max(head, Math.min(to, log.entries.length));
      return entriesAfter(before).map((entry) => noticeOf(entry, entry.seq - 1));
    },
    pins,
    newest: (): MessagesPage => ({
      ...pageOf(messages()),
      ...(pins().length > 0 && { pins: [...pins()] }),
    }),
    older: (before: number): MessagesPage => pageOf(messages().filter(({ seq }) => seq < before)),
    /** @returns how the log goes on from a place, and what is replayed. */
    resume(place: RoomPlace | null) {
      const mode = modeOf(place, { epoch: log.epoch, head });
      const replay = mode === 'replay' && place !== null ? replayAfter(place.afterSeq) : [];
      const answer: AnswerValue<'sync'> = { eventId: 'e1', seq: head, epoch: log.epoch, mode };
      return { answer, replay };
    },
  };
}

function modeOf(
  place: RoomPlace | null,
  { epoch, head }: { readonly epoch: string; readonly head: number },
): ResumeMode {
  if (place === null || (place.epoch === epoch && place.afterSeq === head)) return 'live';
  const missed = head - place.afterSeq;
  return place.epoch === epoch && missed > 0 && missed <= REPLAY_MAX ? 'replay' : 'resync';
}

export const joinedOf = (answer: AnswerValue<'sync'>): EventRoomInput => ({
  type: 'joined',
  answer: {
    ...answer,
    minSeq: 0,
    role: 'participant',
    typists: [],
    attending: 1,
    interested: 0,
    online: 1,
  },
});
