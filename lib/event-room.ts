import type { AnswerValue, Notice } from '../protocol/wire.ts';
import { NOTHING_READ, nextReading, withJoinedReading } from './event-room/reading.ts';
import { toAnnouncementChange, toRoomAnnouncements } from './event-room/announcements.ts';
import { nextExcerpt } from './event-room/excerpt.ts';
import { toMessageChange } from './event-room/message-changes.ts';
import { withCounts, withPresent } from './event-room/present.ts';
import { followReaction } from './event-room/reactions.ts';
import {
  applyCached,
  applyOlderPage,
  applyPlaced,
  outdated,
  withHead,
} from './event-room/room-log.ts';
import { followSend } from './event-room/sends.ts';
import {
  afterOwn,
  applyStandingPage,
  nextStanding,
  toOwnStanding,
  withStanding,
} from './event-room/standing.ts';
import { followVote, withVotes } from './event-room/votes.ts';
import { applyQuoted } from './event-room/quoted.ts';
import { timelineOf } from './event-room/timeline.ts';
import { readBack, TIMELINE_BOUND } from './event-room/timeline-bound.ts';
import type {
  EventRoom,
  EventRoomInput,
  EventRoomState,
  RoomPlace,
} from './event-room/room-types.ts';

export { toCachedRoom } from './event-room/room-log.ts';
export type {
  CachedRoom,
  EventRoom,
  EventRoomInput,
  EventRoomState,
  OwnStanding,
  RoomCounts,
  RoomHead,
  RoomPlace,
  SaidWith,
  TimelineItem,
} from './event-room/room-types.ts';
export type { RoomAnnouncement } from './event-room/announcements.ts';
export type { Stretch } from './event-room/reading-types.ts';

/** A room of which nothing is known; `ownUserId` tells one's own messages from the others'. */
export const newEventRoom = (ownUserId: string | null, bound = TIMELINE_BOUND): EventRoom => ({
  ownUserId,
  status: 'joining',
  error: null,
  isJoined: false,
  messages: [],
  bound,
  isReadingBack: false,
  lastSeq: null,
  oldestSeq: 0,
  hasOlder: false,
  excerpt: null,
  quoted: [],
  pins: [],
  announcements: [],
  notMentioned: null,
  headSeq: 0,
  changes: [],
  held: [],
  epoch: null,
  own: [],
  reacting: [],
  voting: [],
  typists: [],
  counts: null,
  people: null,
  standing: null,
  reading: NOTHING_READ,
});

/**
 * The room after one more thing happened. Pure: no clock, no ids, no connection.
 *
 * Whatever the order of notices, pages and acknowledgements, and however often each comes, the
 * messages stand in the log's order, each once, and one's own are never shown twice. The same
 * object comes back where nothing changed.
 */
export function nextEventRoom(room: EventRoom, input: EventRoomInput): EventRoom {
  return settled(step(room, input));
}

/** `live` begins when the room is joined and the log is read as far as anything was heard of. */
function settled(room: EventRoom): EventRoom {
  const isBehind = room.status === 'joining' || room.status === 'stale';
  const isLive = isBehind && room.isJoined && room.lastSeq !== null && !needsCatchUp(room);
  return isLive ? { ...room, status: 'live' } : room;
}

/** Whether the log is known to go on beyond what was read: what comes after `lastSeq` is missing. */
export const needsCatchUp = (room: EventRoom): boolean =>
  room.lastSeq !== null && room.headSeq > room.lastSeq;

/** Where to go on from, as a join or a `sync` names it; `null` before the first page. */
export const placeOf = ({ lastSeq, epoch }: EventRoom): RoomPlace | null =>
  lastSeq === null || epoch === null ? null : { afterSeq: lastSeq, epoch };

/** Whether there is no history to go on from: ask for the newest page. */
export const needsFirstPage = (room: EventRoom): boolean => room.lastSeq === null;

// The table of all inputs; each line is one call, so its number of branches and lines is no complexity.
// eslint-disable-next-line complexity, max-lines-per-function
function step(room: EventRoom, input: EventRoomInput): EventRoom {
  switch (input.type) {
    case 'restored':
      return applyCached(room, input.cached);
    case 'join-started':
      return startJoin(room);
    case 'joined':
      return join(room, input.answer, input.at);
    case 'refused':
      return { ...leave(room), status: 'refused', error: input.error };
    case 'connection-lost':
      return room.status === 'refused' ? room : leave(room);
    case 'synced':
      return applyResume(room, input.answer);
    case 'head':
      return withHead(room, input.head);
    case 'resync':
      return applyResume(room, { ...input.head, mode: 'resync' });
    case 'newest-page':
      return applyStandingPage(room, input.page, input.at);
    case 'older-page':
      return applyOlderPage(room, input.before, input.page);
    case 'excerpt':
    case 'excerpt-page':
    case 'excerpt-closed':
      return nextExcerpt(room, input);
    case 'quoted':
      return applyQuoted(room, input.page);
    case 'visit-started':
    case 'looked-again':
    case 'shown':
    case 'position':
      return nextReading(room, input);
    case 'reading-back':
      return readBack(room, input.isReadingBack);
    case 'message':
      return applyMessage(room, input.notice);
    case 'message-changed':
      return applyChange(room, input.notice);
    case 'announcement':
      return applyAnnouncement(room, input.notice);
    case 'reaction-started':
    case 'reaction-ended':
      return followReaction(room, input);
    case 'vote-started':
    case 'vote-ended':
    case 'voted':
      return followVote(room, input);
    case 'participant-changed':
    case 'room-mode':
      return nextStanding(entered(room, input.notice), input);
    case 'other-entry':
      return entered(room, input);
    case 'typing-changed':
      return { ...room, typists: input.typists.filter(({ userId }) => userId !== room.ownUserId) };
    case 'counts':
      return withCounts(room, input.counts);
    case 'present':
      return withPresent(room, input.present);
    case 'send-started':
    case 'send-acknowledged':
    case 'send-failed':
    case 'send-retried':
    case 'send-files':
    case 'send-discarded':
      return followSend(room, input);
  }
}

/** What was heard on an earlier connection is sent again, or is of a log that is no more. */
const startJoin = (room: EventRoom): EventRoom => ({
  ...room,
  status: room.lastSeq === null ? 'joining' : 'stale',
  error: null,
  isJoined: false,
  headSeq: room.lastSeq ?? 0,
  held: [],
});

/** Takes on how a server says that the log goes on from the place that was named. */
function applyResume(
  room: EventRoom,
  { mode, ...head }: Pick<AnswerValue<'sync'>, 'mode' | 'seq' | 'epoch'>,
): EventRoom {
  return mode === 'resync' ? outdated(room, head) : withHead(room, head);
}

function join(
  before: EventRoom,
  answer: AnswerValue<'join-event'>,
  at: number | undefined,
): EventRoom {
  const place = { seq: answer.seq, at };
  const resumed = withJoinedReading(applyResume(before, answer), answer.readSeq);
  const { attending, interested, online } = answer;
  const voted = withVotes(resumed, answer.votes ?? []);
  const counted = withCounts(voted, { attending, interested, online });
  const room = withStanding(counted, answer.standing, place);
  return {
    ...room,
    status: room.lastSeq === null ? 'joining' : 'stale',
    error: null,
    isJoined: true,
    typists: answer.typists.filter(({ userId }) => userId !== room.ownUserId),
  };
}

const leave = (room: EventRoom): EventRoom => ({
  ...room,
  status: room.lastSeq === null ? 'joining' : 'stale',
  isJoined: false,
  typists: [],
});

function applyMessage(room: EventRoom, notice: Notice<'new-message'>): EventRoom {
  const { after, ...message } = notice;
  const { seq } = message;
  // A server that gives no place can't be followed; the next page brings the message.
  if (seq === undefined) return room;
  const placed = { seq, after: after ?? seq - 1, message: { ...message, seq } };
  return applyPlaced(afterOwn(room, message), placed);
}

function applyChange(
  room: EventRoom,
  notice: Extract<EventRoomInput, { type: 'message-changed' }>['notice'],
): EventRoom {
  const changed = toMessageChange(notice, room.ownUserId);
  if (changed === null) return room;
  const { seq } = changed;
  return applyPlaced(room, { seq, after: notice.after ?? seq - 1, changed });
}

function applyAnnouncement(room: EventRoom, notice: Notice<'announcement-changed'>): EventRoom {
  const announced = toAnnouncementChange(notice, room.status === 'live' ? 'live' : 'later');
  if (announced === null) return room;
  const { seq } = announced;
  return applyPlaced(room, { seq, after: notice.after ?? seq - 1, announced });
}

function entered(
  room: EventRoom,
  { seq, after }: { readonly seq?: number | undefined; readonly after?: number | undefined },
): EventRoom {
  return seq === undefined ? room : applyPlaced(room, { seq, after: after ?? seq - 1 });
}

/** What screens see of the room. */
export function toEventRoomState(room: EventRoom): EventRoomState {
  if (room.status === 'refused' && room.error !== null) {
    return { status: 'refused', error: room.error };
  }
  return {
    status: room.status === 'refused' ? 'joining' : room.status,
    timeline: timelineOf(room),
    typists: room.typists,
    counts: room.counts,
    people: room.people,
    standing: toOwnStanding(room.standing),
    hasOlder: room.excerpt?.hasOlder ?? room.hasOlder,
    hasNewer: room.excerpt !== null,
    quoted: room.quoted,
    notMentioned: room.notMentioned,
    pins: room.pins,
    announcements: toRoomAnnouncements(room),
    readSeq: room.reading.stored,
    newIn: room.reading.newIn,
    isLoaded: room.lastSeq !== null,
  };
}
