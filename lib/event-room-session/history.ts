import type { ProtocolError } from '../../protocol/errors.ts';
import { ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { PAGE_MAX_ROWS } from '../../protocol/rest.ts';
import type { MessagesPage } from '../../protocol/rest.ts';
import { needsCatchUp, needsFirstPage } from '../event-room.ts';
import type { EventRoomInput } from '../event-room.ts';
import { createPause, repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';

/** What a screen shows at first, with something to scroll. */
const PAGE_ROWS = 50;

/** Notices overtake each other by little: most gaps close by themselves in this time. */
const GAP_PATIENCE_MS = 300;

export interface History {
  /** Reads what is missing, now; does nothing while that is under way. */
  readonly catchUp: () => void;
  /** The same, after giving the notices under way the time to arrive. */
  readonly catchUpSoon: () => void;
  readonly loadOlder: () => Promise<Result<null, ProtocolError>>;
  /** Forgets what is under way. */
  readonly stop: () => void;
}

/** Keeps the room's log read as far as it is known to go. */
export function createHistory(context: RoomContext): History {
  const pause = createPause();
  let isReading = false;
  // Late answers from before a stop must not speak for what came after it.
  let current = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let olderUnderWay: Promise<Result<null, ProtocolError>> | null = null;

  const isWanted = (mine: number) => mine === current && isMissing(context);
  const read = async (mine: number): Promise<void> => {
    for (let failures = 0; isWanted(mine);) {
      const { lastSeq } = context.room();
      const page = await fetchPage(context, lastSeq);
      if (mine !== current) return;
      if (page.ok) context.apply(toInput(page.value, lastSeq));
      else if (!page.error.retryable) return context.apply({ type: 'refused', error: page.error });
      const gotOn = context.room().lastSeq !== lastSeq;
      failures = gotOn ? 0 : failures + 1;
      if (!gotOn) await pause.wait(repeatAfterMs(failures, page.ok ? 0 : page.error.retryAfterMs));
    }
  };
  const catchUp = (): void => {
    clearTimeout(soon);
    soon = undefined;
    pause.wake();
    if (isReading) return;
    isReading = true;
    const mine = current;
    void read(mine).finally(() => {
      if (mine !== current) return;
      isReading = false;
      // What came up between the last look and this moment.
      if (isMissing(context)) catchUp();
    });
  };
  return {
    catchUp,
    // Not put off by the next notice: in a busy room there always is one.
    catchUpSoon: () => void (soon ??= setTimeout(catchUp, GAP_PATIENCE_MS)),
    loadOlder() {
      olderUnderWay ??= readOlder(context).finally(() => (olderUnderWay = null));
      return olderUnderWay;
    },
    stop() {
      clearTimeout(soon);
      soon = undefined;
      current += 1;
      isReading = false;
      pause.wake();
    },
  };
}

function isMissing(context: RoomContext): boolean {
  const room = context.room();
  const isWanted = context.isOpen() && room.status !== 'refused';
  return isWanted && (needsFirstPage(room) || needsCatchUp(room));
}

/** The newest page where nothing was read yet, else the one that follows. */
const fetchPage = ({ listMessages, eventId }: RoomContext, lastSeq: number | null) =>
  listMessages(
    eventId,
    lastSeq === null ? { limit: PAGE_ROWS } : { after: lastSeq, limit: PAGE_MAX_ROWS },
  );

const toInput = (page: MessagesPage, lastSeq: number | null): EventRoomInput =>
  lastSeq === null ? { type: 'newest-page', page } : { type: 'later-page', after: lastSeq, page };

async function readOlder(context: RoomContext): Promise<Result<null, ProtocolError>> {
  const { hasOlder, oldestSeq } = context.room();
  if (!hasOlder) return ok(null);
  const query = { before: oldestSeq, limit: PAGE_ROWS };
  const page = await context.listMessages(context.eventId, query);
  if (!page.ok) return page;
  context.apply({ type: 'older-page', before: oldestSeq, page: page.value });
  return ok(null);
}
