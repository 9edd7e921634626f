import type { ProtocolError } from '../../protocol/errors.ts';
import { ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { PAGE_MAX_ROWS } from '../../protocol/rest.ts';
import { needsCatchUp, needsFirstPage } from '../event-room.ts';
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
  readonly stop: () => void;
}

/** Keeps the room's log read as far as it is known to go. */
export function createHistory(context: RoomContext): History {
  const pause = createPause();
  let isReading = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let olderUnderWay: Promise<Result<null, ProtocolError>> | null = null;

  const read = async (): Promise<void> => {
    for (let failures = 0; isMissing(context);) {
      const { lastSeq } = context.room();
      const error = await readPage(context);
      if (error !== null && !error.retryable) return context.apply({ type: 'refused', error });
      const gotOn = error === null && context.room().lastSeq !== lastSeq;
      failures = gotOn ? 0 : failures + 1;
      if (!gotOn) await pause.wait(repeatAfterMs(failures, error?.retryAfterMs));
    }
  };
  const catchUp = (): void => {
    pause.wake();
    if (isReading) return;
    isReading = true;
    void read().finally(() => {
      isReading = false;
      // What came up between the last look and this moment.
      if (isMissing(context)) catchUp();
    });
  };
  return {
    catchUp,
    catchUpSoon() {
      // Not put off by the next notice: in a busy room there always is one.
      soon ??= setTimeout(() => {
        soon = undefined;
        catchUp();
      }, GAP_PATIENCE_MS);
    },
    loadOlder() {
      olderUnderWay ??= readOlder(context).finally(() => (olderUnderWay = null));
      return olderUnderWay;
    },
    stop() {
      clearTimeout(soon);
      soon = undefined;
      pause.wake();
    },
  };
}

function isMissing(context: RoomContext): boolean {
  const room = context.room();
  const isWanted = context.isOpen() && room.status !== 'refused';
  return isWanted && (needsFirstPage(room) || needsCatchUp(room));
}

/** Reads the newest page, or the one that follows; resolves to what kept it from being read. */
async function readPage({ room, apply, listMessages, eventId }: RoomContext) {
  const { lastSeq } = room();
  const page = await listMessages(
    eventId,
    lastSeq === null ? { limit: PAGE_ROWS } : { after: lastSeq, limit: PAGE_MAX_ROWS },
  );
  if (!page.ok) return page.error;
  apply(
    lastSeq === null
      ? { type: 'newest-page', page: page.value }
      : { type: 'later-page', after: lastSeq, page: page.value },
  );
  return null;
}

async function readOlder(context: RoomContext): Promise<Result<null, ProtocolError>> {
  const { hasOlder, oldestSeq } = context.room();
  if (!hasOlder) return ok(null);
  const query = { before: oldestSeq, limit: PAGE_ROWS };
  const page = await context.listMessages(context.eventId, query);
  if (!page.ok) return page;
  context.apply({ type: 'older-page', before: oldestSeq, page: page.value });
  return ok(null);
}
