import type { MessagesPage } from '../../protocol/rest.ts';
import { upToDate } from './message-changes.ts';
import type { EventRoom, LogMessage } from './room-types.ts';

/** More than are on any screen; those that were asked for first go first. */
const QUOTED_MAX = 100;

/**
 * Takes on a message that another one answers. Ignored where it is of another log, or too old to be brought up to
 * date: then it is asked for again.
 */
export function applyQuoted(room: EventRoom, page: MessagesPage): EventRoom {
  if (room.lastSeq === null || room.epoch !== page.epoch) return room;
  const placed = page.messages.filter(
    (message): message is LogMessage => message.seq !== undefined,
  );
  const read = upToDate(room, placed, page.seq);
  if (read === null || read.length === 0) return room;
  const ids = new Set(read.map(({ id }) => id));
  const others = room.quoted.filter(({ id }) => !ids.has(id));
  return { ...room, quoted: [...others, ...read].slice(-QUOTED_MAX) };
}
