import type { MessagesPage } from '../../protocol/rest.ts';
import type { EventMessage } from '../../protocol/wire.ts';
import { announcedIn, withAnnounced, type AnnouncementChange } from './announcements.ts';
import { upToDate, withChanges } from './message-changes.ts';
import type { OwnMessage } from './own-types.ts';
import { withoutReached } from './reactions.ts';
import { NOTHING_READ } from './reading.ts';
import type {
  CachedRoom,
  EventRoom,
  LogMessage,
  MessageChange,
  Placed,
  RoomHead,
} from './room-types.ts';
import { withoutReachedVotes } from './votes.ts';
import { bounded } from './timeline-bound.ts';

/** More is quicker read again than kept. */
const CACHED_MAX_MESSAGES = 200;

/** Notices kept from beyond a gap; what is dropped above that is asked for again. */
const HELD_MAX = 200;

const hasSeq = (message: EventMessage): message is LogMessage => message.seq !== undefined;

/** Both lists in the log's order, each message once; the later list wins on equal places. */
function mergeMessages(
  earlier: readonly LogMessage[],
  later: readonly LogMessage[],
): readonly LogMessage[] {
  if (later.length === 0) return earlier;
  const last = earlier.at(-1);
  const first = later[0];
  // The usual case, and the reason why a busy room does not sort its whole history each time.
  if (later.length === 1 && first && (last === undefined || first.seq > last.seq)) {
    return [...earlier, first];
  }
  const bySeq = new Map<number, LogMessage>();
  for (const message of earlier) bySeq.set(message.seq, message);
  for (const message of later) bySeq.set(message.seq, message);
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

/** Whether the log was read past a message that the server has stored. */
const isPassed = ({ progress }: OwnMessage, lastSeq: number): boolean =>
  progress.kind === 'stored' && progress.message.seq <= lastSeq;

/** Those of one's own messages that the log does not hold; the same list where none arrived. */
function withoutArrived(room: EventRoom, arrived: readonly LogMessage[]): readonly OwnMessage[] {
  if (room.own.length === 0) return room.own;
  const ids = new Set<string>();
  for (const { userId, clientMessageId } of arrived) {
    const isOwn = room.ownUserId === null || userId === room.ownUserId;
    if (isOwn && clientMessageId !== undefined) ids.add(clientMessageId);
  }
  const lastSeq = room.lastSeq ?? 0;
  const rest = room.own.filter((own) => !ids.has(own.clientMessageId) && !isPassed(own, lastSeq));
  return rest.length === room.own.length ? room.own : rest;
}

/** Puts messages into the log and takes those that are one's own out of the unsent ones. */
const withMessages = (room: EventRoom, messages: readonly LogMessage[]): EventRoom => ({
  ...room,
  messages: mergeMessages(room.messages, messages),
  own: withoutArrived(room, messages),
});

/** Moves on to `seq`, then through whatever held notices follow on without a gap. */
function advance(room: EventRoom, seq: number): EventRoom {
  let lastSeq = Math.max(room.lastSeq ?? 0, seq);
  const arrived: LogMessage[] = [];
  const changes: MessageChange[] = [];
  const announced: AnnouncementChange[] = [];
  const held: Placed[] = [];
  for (const placed of room.held) {
    if (placed.seq <= lastSeq) continue;
    if (placed.after > lastSeq) {
      held.push(placed);
      continue;
    }
    lastSeq = placed.seq;
    if (placed.message !== undefined) arrived.push(placed.message);
    if (placed.changed !== undefined) changes.push(placed.changed);
    if (placed.announced !== undefined) announced.push(placed.announced);
  }
  const headSeq = Math.max(room.headSeq, lastSeq);
  const read = withMessages({ ...room, lastSeq, held, headSeq }, arrived);
  return bounded(
    withoutReachedVotes(withoutReached(withAnnounced(withChanges(read, changes), announced))),
  );
}

/** Keeps a notice from beyond a gap, in order, once. */
function hold(room: EventRoom, placed: Placed): EventRoom {
  const headSeq = Math.max(room.headSeq, placed.seq);
  if (room.held.some(({ seq }) => seq === placed.seq)) return room;
  const held = [...room.held, placed].toSorted((a, b) => a.seq - b.seq).slice(0, HELD_MAX);
  return { ...room, headSeq, held };
}

/** Applies the entry that follows on, ignores a known one, holds one from beyond a gap. */
export function applyPlaced(room: EventRoom, placed: Placed): EventRoom {
  if (room.lastSeq === null) return hold(room, placed);
  if (placed.seq <= room.lastSeq) return room;
  if (placed.after > room.lastSeq) return hold(room, placed);
  const arrived = placed.message === undefined ? [] : [placed.message];
  const changes = placed.changed === undefined ? [] : [placed.changed];
  const announced = placed.announced === undefined ? [] : [placed.announced];
  const next = withChanges(withMessages(room, arrived), changes);
  return advance(withAnnounced(next, announced), placed.seq);
}

/**
 * The room whose history can't be gone on from: as before the first page. What was read stays on
 * show until that page takes its place; unsent messages stay anyway.
 */
export const outdated = (room: EventRoom, { seq, epoch }: RoomHead): EventRoom => ({
  ...room,
  status: room.status === 'live' ? 'stale' : room.status,
  epoch,
  lastSeq: null,
  oldestSeq: 0,
  hasOlder: false,
  excerpt: null,
  quoted: [],
  headSeq: seq,
  changes: [],
  held: [],
  reacting: [],
  voting: [],
  reading: epoch === room.epoch ? room.reading : NOTHING_READ,
  // Its places are of no use in another log.
  standing:
    epoch === room.epoch || room.standing === null
      ? room.standing
      : { ...room.standing, ownSeq: 0, modeSeq: 0 },
  // One's own that another log was known to hold may be in this one or may be lost with its tail.
  own:
    epoch === room.epoch ? room.own : room.own.filter(({ progress }) => progress.kind !== 'stored'),
});

/**
 * The log goes at least this far. Another epoch is another log, as after a restore from a backup:
 * then nothing that was read before counts.
 */
export function withHead(room: EventRoom, head: RoomHead): EventRoom {
  if (room.epoch !== null && room.epoch !== head.epoch) return outdated(room, head);
  if (room.epoch === head.epoch && room.headSeq >= head.seq) return room;
  return { ...room, epoch: head.epoch, headSeq: Math.max(room.headSeq, head.seq) };
}

/**
 * The newest page: where the history begins to be read. Ignored once there is one, and where it is
 * of another log than the room that was joined, whose notices would not fit to it.
 */
export function applyNewestPage(before: EventRoom, page: MessagesPage): EventRoom {
  if (before.isJoined && before.epoch !== page.epoch) return before;
  const room = withHead(before, page);
  if (room.lastSeq !== null) return room;
  const messages = page.messages.filter(hasSeq);
  const read = {
    ...room,
    messages: [],
    pins: page.pins ?? [],
    announcements: announcedIn(page),
    oldestSeq: messages[0]?.seq ?? page.seq + 1,
    hasOlder: page.hasMore && messages.length > 0,
  };
  return advance(withMessages(read, messages), page.seq);
}

/**
 * A page of what came before `before`. Ignored where it does not end where the history begins, as
 * when messages were dropped after it was asked for. Nothing is dropped for it: it was just asked for.
 */
export function applyOlderPage(room: EventRoom, before: number, page: MessagesPage): EventRoom {
  if (room.lastSeq === null || before !== room.oldestSeq || room.epoch !== page.epoch) return room;
  const messages = upToDate(room, page.messages.filter(hasSeq), page.seq);
  if (messages === null) return room;
  return {
    ...withMessages(room, messages),
    oldestSeq: messages[0]?.seq ?? room.oldestSeq,
    hasOlder: page.hasMore && messages.length > 0,
  };
}

/** What is worth keeping of the room; `null` before its history was read. */
export function toCachedRoom(room: EventRoom): CachedRoom | null {
  const { epoch, lastSeq, messages, pins, announcements } = room;
  if (lastSeq === null || epoch === null) return null;
  const newest = messages.slice(-CACHED_MAX_MESSAGES);
  const hasOlder = room.hasOlder || newest.length < messages.length;
  return { epoch, lastSeq, hasOlder, messages: newest, pins, announcements };
}

/** The room as it was kept, where nothing newer is known. */
export function applyCached(room: EventRoom, cached: CachedRoom): EventRoom {
  if (room.epoch !== null || room.lastSeq !== null) return room;
  const { epoch, lastSeq, hasOlder, messages, pins } = cached;
  const oldestSeq = messages[0]?.seq ?? lastSeq + 1;
  const announcements = announcedIn(cached);
  const kept = { ...room, epoch, oldestSeq, hasOlder, pins, announcements };
  return advance(withMessages(kept, messages), lastSeq);
}
