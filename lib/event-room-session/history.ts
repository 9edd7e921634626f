import type { ProtocolError } from '../../protocol/errors.ts';
import type { MessagesPage } from '../../protocol/rest.ts';
import { ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { needsFirstPage } from '../event-room.ts';
import type { Excerpt } from '../event-room/room-types.ts';
import { createPause, repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';

/** What a screen shows at first, with something to scroll. */
const PAGE_ROWS = 50;

export interface History {
  /** Reads the newest page where there is no history to go on from, unless that is under way. */
  readonly readFirst: () => void;
  /** The same, and without waiting any longer after an attempt that failed. */
  readonly hurry: () => void;
  readonly loadOlder: () => Promise<Result<null, ProtocolError>>;
  readonly loadNewer: () => Promise<Result<null, ProtocolError>>;
  readonly showAround: (seq: number) => Promise<Result<null, ProtocolError>>;
  /** Reads one message, wherever it stands, for those that answer it; each once at a time. */
  readonly loadQuoted: (seq: number) => void;
  /** Forgets what is under way. */
  readonly stop: () => void;
}

/** Reads the room's history over HTTP: where it begins, and what came before. */
export function createHistory(context: RoomContext): History {
  const pause = createPause();
  let isReading = false;
  // Late answers from before a stop must not speak for what came after it.
  let current = 0;
  let olderUnderWay: Promise<Result<null, ProtocolError>> | null = null;
  let newerUnderWay: Promise<Result<null, ProtocolError>> | null = null;

  const read = async (mine: number): Promise<void> => {
    for (let failures = 1; mine === current && isMissing(context); failures += 1) {
      const page = await context.listMessages(context.eventId, { limit: PAGE_ROWS });
      if (mine !== current) return;
      if (page.ok) showNewest(context, page.value);
      else if (!page.error.retryable) return context.apply({ type: 'refused', error: page.error });
      if (!isMissing(context)) return;
      await pause.wait(repeatAfterMs(failures, page.ok ? 0 : page.error.retryAfterMs));
    }
  };
  const readFirst = (): void => {
    if (isReading || !isMissing(context)) return;
    isReading = true;
    const mine = current;
    void read(mine).finally(() => {
      if (mine !== current) return;
      isReading = false;
      // What came up between the last look and this moment.
      readFirst();
    });
  };
  return {
    readFirst,
    hurry() {
      pause.wake();
      readFirst();
    },
    loadOlder() {
      olderUnderWay ??= readOlder(context).finally(() => (olderUnderWay = null));
      return olderUnderWay;
    },
    loadNewer() {
      newerUnderWay ??= readNewer(context).finally(() => (newerUnderWay = null));
      return newerUnderWay;
    },
    showAround: (seq) => readAround(context, seq),
    loadQuoted: createQuotedReader(context),
    stop() {
      current += 1;
      isReading = false;
      pause.wake();
    },
  };
}

const showNewest = ({ apply, now }: RoomContext, page: MessagesPage): void =>
  apply({ type: 'newest-page', page, at: now().getTime() });

function isMissing(context: RoomContext): boolean {
  const room = context.room();
  return context.isOpen() && room.status !== 'refused' && needsFirstPage(room);
}

async function readOlder(context: RoomContext): Promise<Result<null, ProtocolError>> {
  const { hasOlder, oldestSeq, excerpt } = context.room();
  if (excerpt !== null) return readExcerpt(context, excerpt, 'before');
  if (!hasOlder) return ok(null);
  const query = { before: oldestSeq, limit: PAGE_ROWS };
  const page = await context.listMessages(context.eventId, query);
  if (!page.ok) return page;
  context.apply({ type: 'older-page', before: oldestSeq, page: page.value });
  return ok(null);
}

async function readNewer(context: RoomContext): Promise<Result<null, ProtocolError>> {
  const { excerpt } = context.room();
  return excerpt === null ? ok(null) : readExcerpt(context, excerpt, 'after');
}

async function readExcerpt(
  context: RoomContext,
  { messages, hasOlder, hasNewer }: Excerpt,
  way: 'before' | 'after',
): Promise<Result<null, ProtocolError>> {
  const seq = (way === 'before' ? messages[0] : messages.at(-1))?.seq;
  if (seq === undefined || !(way === 'before' ? hasOlder : hasNewer)) return ok(null);
  const from = way === 'before' ? { before: seq } : { after: seq };
  const page = await context.listMessages(context.eventId, { ...from, limit: PAGE_ROWS });
  if (!page.ok) return page;
  context.apply({ type: 'excerpt-page', from, page: page.value });
  return ok(null);
}

/** A failure is no matter: who shows the quote asks again when the room is live anew. */
function createQuotedReader({ listMessages, eventId, apply }: RoomContext) {
  const underWay = new Set<number>();
  return (seq: number): void => {
    if (underWay.has(seq)) return;
    underWay.add(seq);
    void listMessages(eventId, { before: seq + 1, limit: 1 })
      .then((page) => page.ok && apply({ type: 'quoted', page: page.value }))
      .finally(() => underWay.delete(seq));
  };
}

/** What is there already needs nothing. */
async function readAround(context: RoomContext, seq: number): Promise<Result<null, ProtocolError>> {
  const { oldestSeq } = context.room();
  if (seq >= oldestSeq) {
    context.apply({ type: 'excerpt-closed' });
    return ok(null);
  }
  const { eventId, listMessages } = context;
  const [older, newer] = await Promise.all([
    listMessages(eventId, { before: seq + 1, limit: PAGE_ROWS }),
    listMessages(eventId, { after: seq, limit: PAGE_ROWS }),
  ]);
  if (!older.ok) return older;
  if (!newer.ok) return newer;
  context.apply({ type: 'excerpt', older: older.value, newer: newer.value });
  return ok(null);
}
