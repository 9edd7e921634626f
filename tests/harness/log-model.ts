import type { MessagesPage } from '../../protocol/rest.ts';
import type { AnswerValue, ResumeMode } from '../../protocol/wire.ts';
import type { EventRoomInput, RoomPlace } from '../../lib/event-room.ts';
import type { LogMessage } from '../../lib/event-room/room-types.ts';

export const ALICE = 'alice';

export type EntryKind = 'other' | 'message' | 'own';

export interface Entry {
  readonly seq: number;
  /** Absent where the entry is no message. */
  readonly message?: LogMessage;
}

/** One log: entries are the same for one epoch, and differ between epochs from `from` on. */
export interface ModelLog {
  readonly epoch: string;
  readonly entries: readonly Entry[];
}

export const entryAt = (epoch: string, kind: EntryKind, seq: number): Entry => {
  if (kind === 'other') return { seq };
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

/** Gaps beyond it are no longer replayed: small, so that every answer comes up often. */
const REPLAY_MAX = 6;
const PAGE_ROWS = 3;

/** A server that answers as the real one would: the first `head` entries of one log are there. */
export function createModelServer(first: ModelLog) {
  let log = first;
  let head = 0;
  const messages = () =>
    log.entries.flatMap(({ seq, message }) => (seq <= head && message ? [message] : []));
  const pageOf = (all: readonly LogMessage[]): MessagesPage => ({
    messages: all.slice(-PAGE_ROWS),
    seq: head,
    epoch: log.epoch,
    hasMore: all.length > PAGE_ROWS,
  });
  const noticeOf = ({ seq, message }: Entry, after: number): EventRoomInput =>
    message
      ? { type: 'message', notice: { ...message, after } }
      : { type: 'other-entry', seq, after };
  const entriesAfter = (seq: number) => log.entries.slice(seq, head);

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
    newest: (): MessagesPage => pageOf(messages()),
    older: (before: number): MessagesPage => pageOf(messages().filter(({ seq }) => seq < before)),
    /** @returns how the log goes on from a place, and what is replayed. */
    resume(place: RoomPlace | null) {
      const mode = modeOf(place, { epoch: log.epoch, head });
      const replayed = mode === 'replay' && place !== null ? entriesAfter(place.afterSeq) : [];
      const answer: AnswerValue<'sync'> = { eventId: 'e1', seq: head, epoch: log.epoch, mode };
      return { answer, replay: replayed.map((entry) => noticeOf(entry, entry.seq - 1)) };
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
