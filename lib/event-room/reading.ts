import { UNREAD_MAX } from '../../protocol/rest.ts';
import type { ReadingInput, RoomReading, Stretch } from './reading-types.ts';
import type { EventRoom, LogMessage } from './room-types.ts';

export const NOTHING_READ: RoomReading = { stored: null, shown: 0, newIn: null, isHeld: false };

/** Where one has read to, whether the server knows it or not; `null` until it has said where. */
export const readSeqOf = ({ stored, shown }: RoomReading): number | null =>
  stored === null ? null : Math.max(stored, shown);

/** How far the server has to be told; `null`: it knows. */
export const untoldOf = ({ stored, shown }: RoomReading): number | null =>
  stored !== null && shown > stored ? shown : null;

/** The room after something was read, or its position moved. */
export function nextReading(room: EventRoom, input: ReadingInput): EventRoom {
  const { reading } = room;
  const next = step(room, input);
  return next === reading ? room : { ...room, reading: next };
}

function step(room: EventRoom, input: ReadingInput): RoomReading {
  const { reading, isJoined } = room;
  switch (input.type) {
    case 'visit-started':
      // What is known from an earlier join may have been read elsewhere since; the next one says it.
      return { ...reading, newIn: isJoined ? newNow(room, reading) : null, isHeld: false };
    case 'looked-again':
      return reading.isHeld ? reading : { ...reading, newIn: newNow(room, reading) };
    case 'shown':
      return reading.isHeld || input.seq <= (readSeqOf(reading) ?? Infinity)
        ? reading
        : { ...reading, shown: input.seq };
    case 'position':
      return withStored(room, input.readSeq, input.isBack);
  }
}

/** What lies between the position and the end of the log, as far as that is known. */
function newNow({ headSeq, lastSeq }: EventRoom, reading: RoomReading): Stretch | null {
  const after = readSeqOf(reading);
  return after === null ? null : { after, upTo: Math.max(headSeq, lastSeq ?? 0) };
}

/** A position that was set back on purpose is not undone by what this device has shown. */
function withStored(room: EventRoom, readSeq: number, isBack = false): RoomReading {
  const { reading } = room;
  const { stored } = reading;
  if (isBack || (stored !== null && readSeq < stored)) {
    const back = { ...reading, stored: readSeq, shown: readSeq, isHeld: true };
    return { ...back, newIn: newNow(room, back) };
  }
  return stored === readSeq ? reading : { ...reading, stored: readSeq };
}

/** Takes on the position that a join was answered with; servers before it leave it out. */
export function withJoinedReading(room: EventRoom, readSeq: number | undefined): EventRoom {
  if (readSeq === undefined) return room;
  const reading = withStored(room, readSeq);
  return { ...room, reading: { ...reading, newIn: reading.newIn ?? newNow(room, reading) } };
}

const isNews = ({ userId, deletedAt }: LogMessage, { ownUserId }: EventRoom): boolean =>
  userId !== ownUserId && deletedAt === undefined;

export interface RoomUnread {
  /** Others' messages that stand behind the position, up to 100. */
  readonly count: number;
  /** Whether all of them are loaded; else there are at least so many. */
  readonly isWhole: boolean;
}

/** What is unread of what the room has loaded; `null` until the position is known. */
export function unreadOf(room: EventRoom): RoomUnread | null {
  const readSeq = readSeqOf(room.reading);
  if (readSeq === null || room.lastSeq === null) return null;
  let count = 0;
  for (let index = room.messages.length - 1; index >= 0 && count < UNREAD_MAX; index -= 1) {
    const message = room.messages[index];
    if (message === undefined || message.seq <= readSeq) break;
    if (isNews(message, room)) count += 1;
  }
  const isWhole = count === UNREAD_MAX || !room.hasOlder || room.oldestSeq <= readSeq + 1;
  return { count, isWhole };
}
