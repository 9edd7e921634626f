import type { EventMessage } from '../../protocol/wire.ts';
import type { OwnMessage } from './own-types.ts';
import { asTapped } from './reactions.ts';
import { asVoted } from './votes.ts';
import type { EventRoom, TimelineItem } from './room-types.ts';

interface Timeline {
  readonly own: EventRoom['own'];
  readonly reacting: EventRoom['reacting'];
  readonly voting: EventRoom['voting'];
  readonly items: readonly TimelineItem[];
}

// The same list while nothing was said, so that a typist does not draw the whole chat again.
const timelines = new WeakMap<EventRoom['messages'], Timeline>();

const NONE: EventRoom['own'] = [];

/** What screens show of what was said: the newest messages or an excerpt, and one's own that are not sent. */
export function timelineOf({ excerpt, ...room }: EventRoom): readonly TimelineItem[] {
  const { messages, own } = excerpt === null ? room : { messages: excerpt.messages, own: NONE };
  const { reacting, voting, ownUserId } = room;
  const known = timelines.get(messages);
  const isSame = known?.own === own && known.reacting === reacting && known.voting === voting;
  if (known !== undefined && isSame) return known.items;
  const items = [
    ...messages.map((message) => sentItem(asVoted(asTapped(message, reacting), voting), ownUserId)),
    ...own.map((message) => ownItem(message, ownUserId)),
  ];
  timelines.set(messages, { own, reacting, voting, items });
  return items;
}

const ownKey = (clientMessageId: string): string => `own:${clientMessageId}`;

// One item for one message, so that a list draws again only what changed.
const sentItems = new WeakMap<EventMessage, TimelineItem>();

function sentItem(message: EventMessage, ownUserId: string | null): TimelineItem {
  const known = sentItems.get(message);
  if (known !== undefined) return known;
  const { userId, clientMessageId, id } = message;
  const isOwn = userId === ownUserId && clientMessageId !== undefined;
  const item: TimelineItem = { kind: 'sent', key: isOwn ? ownKey(clientMessageId) : id, message };
  sentItems.set(message, item);
  return item;
}

function ownItem(own: OwnMessage, ownUserId: string | null): TimelineItem {
  const { progress, clientMessageId, content, replyTo, mentions, files, createdAt } = own;
  if (progress.kind === 'stored') return sentItem(progress.message, ownUserId);
  const said = { content, replyTo, mentions, files, createdAt };
  const unsent = { key: ownKey(clientMessageId), clientMessageId, ...said };
  return progress.kind === 'failed'
    ? { kind: 'failed', error: progress.error, ...unsent }
    : { kind: 'pending', ...unsent };
}
