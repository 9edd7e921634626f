import type { Notice, Reaction } from '../../protocol/wire.ts';
import type {
  EventRoom,
  EventRoomInput,
  LogMessage,
  MessageChange,
  OwnReaction,
} from './room-types.ts';

/** A message's reactions after a change of them; what is one's own stays where the change does not say. */
export function withReactions(
  message: LogMessage,
  { reactions, added, removed }: Extract<MessageChange['change'], { added: unknown }>,
): LogMessage {
  const { reactions: before = [], ...rest } = message;
  if (message.deletedAt !== undefined || reactions.length === 0) return rest;
  const isOwn = (emoji: string): boolean =>
    added.includes(emoji) ||
    (!removed.includes(emoji) && before.some((had) => had.emoji === emoji && had.own === true));
  return { ...rest, reactions: reactions.map((each) => ownOrNot(each, isOwn(each.emoji))) };
}

const ownOrNot = ({ emoji, count }: Reaction, own: boolean): Reaction =>
  own ? { emoji, count, own } : { emoji, count };

/** A notice as the machine takes it: of others' reactions only the counts matter. */
export const toReactionsChange = (
  { reactions, changes }: Notice<'reactions-changed'>,
  ownUserId: string | null,
): MessageChange['change'] => {
  const ownIn = (list: 'added' | 'removed'): readonly string[] =>
    ownUserId === null
      ? []
      : changes.filter((each) => each[list].includes(ownUserId)).map(({ emoji }) => emoji);
  return { reactions, added: ownIn('added'), removed: ownIn('removed') };
};

/** Shows a reaction of one's own before the log has it. */
const startReaction = (room: EventRoom, reaction: Omit<OwnReaction, 'seq'>): EventRoom => ({
  ...room,
  reacting: [...room.reacting, { ...reaction, seq: null }],
});

/** The server has answered: what is shown stays until the log is read as far, or goes. */
const endReaction = (room: EventRoom, key: string, seq: number | null): EventRoom =>
  withoutReached({
    ...room,
    reacting: room.reacting.flatMap((own) => {
      if (own.key !== key) return own;
      return seq === null ? [] : { ...own, seq };
    }),
  });

type ReactionInput = Extract<EventRoomInput, { type: 'reaction-started' | 'reaction-ended' }>;

/** The room after one's own tap, or after what the server said of it. */
export const followReaction = (room: EventRoom, input: ReactionInput): EventRoom =>
  input.type === 'reaction-started'
    ? startReaction(room, input.reaction)
    : endReaction(room, input.key, input.seq);

/** The room without reactions that the log tells of by now. */
export function withoutReached(room: EventRoom): EventRoom {
  const { reacting, lastSeq } = room;
  if (reacting.length === 0 || lastSeq === null) return room;
  const left = reacting.filter(({ seq }) => seq === null || seq > lastSeq);
  return left.length === reacting.length ? room : { ...room, reacting: left };
}

/** A message as one sees it: with what one has just tapped. The same where that is nothing of it. */
export function asTapped(message: LogMessage, reacting: readonly OwnReaction[]): LogMessage {
  const own = reacting.filter(({ messageId }) => messageId === message.id);
  if (own.length === 0 || message.deletedAt !== undefined) return message;
  const reactions = own.reduce(tapped, message.reactions ?? []);
  const { reactions: _, ...rest } = message;
  return reactions.length === 0 ? rest : { ...rest, reactions: [...reactions] };
}

function tapped(
  reactions: readonly Reaction[],
  { emoji, on }: Pick<OwnReaction, 'emoji' | 'on'>,
): readonly Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if ((known?.own === true) === on) return reactions;
  if (known === undefined) return [...reactions, { emoji, count: 1, own: true }];
  const count = known.count + (on ? 1 : -1);
  return reactions
    .map((reaction) => (reaction === known ? ownOrNot({ emoji, count }, on) : reaction))
    .filter((reaction) => reaction.count > 0);
}
