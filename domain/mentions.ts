import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { Mention, MentionAsked, MentionGroup } from '../protocol/wire.ts';
import type { Facts } from './facts.ts';
import type { LogEntry, MessageDraft, MessageEntry } from './log.ts';
import { may, takesPart } from './rights.ts';

const onlyOrganisers = refusal('forbidden', 'Only organisers can mention everyone.');

/** The ids of people and the names of groups can't be taken for each other: no id has an `@`. */
const keyOf = (mention: MentionAsked | Mention): string =>
  'userId' in mention ? mention.userId : `@${mention.group}`;

const NOBODY: readonly string[] = [];

const peopleOf = (mentions: readonly (MentionAsked | Mention)[]): readonly string[] => [
  ...new Set(mentions.flatMap((mention) => ('userId' in mention ? [mention.userId] : []))),
];

/** The people that a message is to mention, each once. */
export const peopleIn = (asked: readonly MentionAsked[] | undefined): readonly string[] =>
  asked === undefined ? NOBODY : peopleOf(asked);

/** The people that an entry mentions. */
export const mentionedBy = (entry: LogEntry): readonly string[] =>
  entry.kind === 'message' && entry.mentions !== undefined ? peopleOf(entry.mentions) : NOBODY;

/** That a message mentions a group. */
export interface GroupMention {
  readonly eventId: string;
  /** Where the message stands. */
  readonly seq: number;
  readonly group: MentionGroup;
  /** Its author, and whom it mentions by name: they are told otherwise. */
  readonly but: readonly string[];
}

/** The largest group that an entry mentions; `null`: none. */
export function groupMentionIn(entry: LogEntry): GroupMention | null {
  if (entry.kind !== 'message') return null;
  const groups = entry.mentions?.flatMap((mention) => ('group' in mention ? [mention.group] : []));
  if (groups === undefined || groups.length === 0) return null;
  const group = groups.includes('everyone') ? 'everyone' : 'moderators';
  const { eventId, seq, actorId } = entry;
  return { eventId, seq, group, but: [actorId, ...mentionedBy(entry)] };
}

export const refuseMentions = (
  { mentions }: MessageDraft,
  { participation }: Facts,
): ProtocolError | null => {
  const isForAll = mentions?.some((asked) => 'group' in asked && asked.group === 'everyone');
  return isForAll === true && !may(participation, 'mention-everyone') ? onlyOrganisers : null;
};

/**
 * Whom a message mentions: of the people those who take part, by the names of their accounts, and
 * not its author. Who does not take part can't read it: a name of theirs would say that they exist.
 */
export function mentioning(
  { mentions = [], author }: MessageDraft,
  { mentioned }: Facts,
): Pick<MessageEntry, 'mentions'> {
  const found = new Map<string, Mention>();
  for (const asked of mentions) {
    const mention = toMention(asked, mentioned);
    if (mention !== null && keyOf(mention) !== author.id) found.set(keyOf(mention), mention);
  }
  return found.size === 0 ? {} : { mentions: [...found.values()] };
}

function toMention(asked: MentionAsked, mentioned: Facts['mentioned']): Mention | null {
  if ('group' in asked) return { group: asked.group };
  const { account, participation = null } = mentioned?.get(asked.userId) ?? {};
  return account != null && takesPart(participation)
    ? { userId: asked.userId, name: account.name }
    : null;
}

/** Whether a stored message can be the one that a draft repeats: who did not take part then is not in it. */
export function couldMention(
  { mentions: asked = [] }: MessageDraft,
  { mentions: stored = [] }: MessageEntry,
): boolean {
  const all = new Set(asked.map(keyOf));
  const kept = new Set(stored.map(keyOf));
  return (
    stored.every((mention) => all.has(keyOf(mention))) &&
    asked.every((mention) => 'userId' in mention || kept.has(keyOf(mention)))
  );
}

/** Who was to be mentioned and is not: unknown, banned and not taking part, all alike. */
export function notMentioned(
  asked: readonly MentionAsked[] | undefined,
  { mentions = [], actorId, deletedAt }: MessageEntry,
): readonly string[] {
  if (deletedAt !== undefined) return [];
  const told = new Set([actorId, ...mentions.map(keyOf)]);
  return peopleIn(asked).filter((userId) => !told.has(userId));
}
