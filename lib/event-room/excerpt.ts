import type { MessagesPage } from '../../protocol/rest.ts';
import type { EventMessage } from '../../protocol/wire.ts';
import { upToDate } from './message-changes.ts';
import type { EventRoom, EventRoomInput, Excerpt, LogMessage } from './room-types.ts';

type ExcerptInput = Extract<
  EventRoomInput,
  { readonly type: 'excerpt' | 'excerpt-page' | 'excerpt-closed' }
>;

/** The room with another excerpt, more of it, or the newest messages again. */
export function nextExcerpt(room: EventRoom, input: ExcerptInput): EventRoom {
  if (input.type === 'excerpt') return openExcerpt(room, input);
  if (input.type === 'excerpt-page') return extendExcerpt(room, input);
  return room.excerpt === null ? room : { ...room, excerpt: null };
}

const hasSeq = (message: EventMessage): message is LogMessage => message.seq !== undefined;

/**
 * Shows what was said around a place, from the pages before and after it. Ignored where they are of another log, or
 * too old to be brought up to date.
 */
function openExcerpt(
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
function extendExcerpt(
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
