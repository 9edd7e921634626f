import type { ProtocolError } from '../../protocol/errors.ts';
import { ok, type Result } from '../../protocol/result.ts';
import { unreadOf, untoldOf } from '../event-room/reading.ts';
import { repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';
import { createVisits } from './visits.ts';

/** What is read has to be still for so long before the server hears of it. */
const SETTLE_MS = 2_000;
/** And this long lies between two words of it, so that a busy room is no flood. */
const APART_MS = 15_000;

/** One's reading position in the room, in step on all of one's devices. */
export interface Reading {
  /** Somebody reads here, until the returned function is called: the first one begins anew with what is new. */
  readonly visit: () => () => void;
  /** Everything up to this place of the log stands before somebody's eyes. */
  readonly markShown: (seq: number) => void;
  /** The page with the open room is looked at again: what came meanwhile is new. */
  readonly lookAgain: () => void;
  /** Nobody looks any more: tells the server at once what was read. */
  readonly lookAway: () => void;
  /** Asks where the position is: the word of a move may have been lost. */
  readonly checkPosition: () => void;
  /** Sets the position before this place; nothing more is read until the room is opened anew. */
  readonly markUnread: (seq: number) => Promise<Result<null, ProtocolError>>;
}

export interface ReadingParts {
  readonly own: Reading;
  /** The room changed, or the connection is back: there may be something to tell. */
  readonly look: () => void;
  readonly stop: () => void;
}

/** One's reading position in one room: what one's own screen shows, and what the other devices tell. */
export function createReading(context: RoomContext): ReadingParts {
  const { client, eventId, apply } = context;
  const telling = createTelling(context);
  const readers = createVisits(() => apply({ type: 'visit-started' }), telling.now);
  return {
    own: {
      visit: readers.open,
      markShown: (seq) => apply({ type: 'shown', seq }),
      lookAgain: () => apply({ type: 'looked-again' }),
      lookAway: telling.now,
      checkPosition: () => void check(context),
      async markUnread(seq) {
        const answer = await client.markUnread(eventId, seq);
        if (!answer.ok) return answer;
        apply({ type: 'position', readSeq: answer.value.readSeq, isBack: true });
        return ok(null);
      },
    },
    look() {
      noteUnread(context);
      telling.soon();
    },
    stop: telling.stop,
  };
}

interface Telling {
  readonly now: () => void;
  readonly soon: () => void;
  readonly stop: () => void;
}

/** Tells the server how far was read, one word at a time. */
function createTelling({ client, eventId, apply, room, now, isConnected }: RoomContext): Telling {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = -Infinity;
  let failures = 0;
  let isTelling = false;

  const untold = (): number | null => (isConnected() ? untoldOf(room().reading) : null);
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), ms);
  };
  const soon = (): void => {
    if (timer !== undefined || isTelling || untold() === null) return;
    const apartMs = Math.min(APART_MS, toldAt + APART_MS - now().getTime());
    wait(Math.max(SETTLE_MS, apartMs));
  };
  const tell = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const seq = untold();
    const from = room().reading.stored;
    if (seq === null || from === null || isTelling) return;
    isTelling = true;
    toldAt = now().getTime();
    const answer = await client.markRead(eventId, { seq, from });
    isTelling = false;
    failures = answer.ok ? 0 : failures + 1;
    if (answer.ok) {
      apply({ type: 'position', readSeq: answer.value.readSeq });
      soon();
    } else if (answer.error.retryable) {
      wait(repeatAfterMs(failures, answer.error.retryAfterMs));
    }
  };
  return { now: () => void tell(), soon, stop: () => clearTimeout(timer) };
}

/** A move to the beginning of the log is none, and is answered with the position. */
async function check({ client, eventId, apply }: RoomContext): Promise<void> {
  const answer = await client.markRead(eventId, { seq: 0, from: 0 });
  if (answer.ok) apply({ type: 'position', readSeq: answer.value.readSeq });
}

/** Of a room that nobody has open, others know better. */
function noteUnread({ room, isOpen, onUnread }: RoomContext): void {
  const unread = unreadOf(room());
  if (unread !== null && isOpen()) onUnread?.(unread);
}
