import type { MessagesPage } from '../../protocol/rest.ts';
import type { EventMessage } from '../../protocol/wire.ts';
import { upToDate } from './message-changes.ts';
import type { EventRoom, Excerpt, LogMessage } from './room-types.ts';

const hasSeq = (message: EventMessage): message is LogMessage => message.seq !== undefined;

/**
 * Shows what was said around a place, from the pages before and after it. Ignored where they are of another log, or
 * too old to be brought up to date.
 */
export function openExcerpt(
  room: EventRoom,
  { older, newer }: { readonly older: MessagesPage; readonly newer: MessagesPage },
): EventRoom {
  const before = messagesOf(room, older);
  const after = messagesOf(room, newer);
  if (before === null || after === null) return room;
  return withExcerpt(room, {
    messages: [...before, ...after],
    hasOlder: older.hasMore,
    hasNewer: newer.hasMore,
  });
}

/** Goes on with the excerpt at one end; ignored where that is not the page's any more. */
export function extendExcerpt(
  room: EventRoom,
  {
    from,
    page,
  }: {
    readonly from: { readonly before: number } | { readonly after: number };
    readonly page: MessagesPage;
  },
): EventRoom {
  const { excerpt } = room;
  const added = messagesOf(room, page);
  if (excerpt === null || added === null) return room;
  const { messages } = excerpt;
  if ('before' in from) {
    if (messages[0]?.seq !== from.before) return room;
    return withExcerpt(room, {
      ...excerpt,
      messages: [...added, ...messages],
      hasOlder: page.hasMore,
    });
  }
  if (messages.at(-1)?.seq !== from.after) return room;
  return withExcerpt(room, {
    ...excerpt,
    messages: [...messages, ...added],
    hasNewer: page.hasMore,
  });
}

/** Back to the newest messages. */
export const closeExcerpt = (room: EventRoom): EventRoom =>
  room.excerpt === null ? room : { ...room, excerpt: null };

/** One that reaches what is there of the newest is a part of it. */
function withExcerpt(room: EventRoom, excerpt: Excerpt): EventRoom {
  const { messages, hasOlder } = excerpt;
  const [first] = messages;
  if (first === undefined) return { ...room, excerpt: null };
  const reaches = !excerpt.hasNewer || (messages.at(-1)?.seq ?? 0) >= room.oldestSeq;
  if (!reaches) return { ...room, excerpt };
  if (first.seq >= room.oldestSeq) return { ...room, excerpt: null };
  const earlier = messages.filter(({ seq }) => seq < room.oldestSeq);
  return {
    ...room,
    excerpt: null,
    messages: [...earlier, ...room.messages],
    oldestSeq: first.seq,
    hasOlder,
  };
}

function messagesOf(room: EventRoom, page: MessagesPage): readonly LogMessage[] | null {
  if (room.lastSeq === null || room.epoch !== page.epoch) return null;
  return upToDate(room, page.messages.filter(hasSeq), page.seq);
}
