import { z } from 'zod';

import { PersonName } from '../../../protocol/rest.ts';
import {
  CheerCount,
  CHEERS,
  MENTIONS_MAX,
  MentionGroup,
  NAMED_PRESENT_MAX,
} from '../../../protocol/wire.ts';
import { parseGiven } from '../../../protocol/parse.ts';

/** How many letters of a person's hash stand for the person, and how many people one hint can name. */
export const PERSON_HASH_CHARS = 6;
export const NAMED_PEOPLE_MAX = 1_000;

/** An event or a person; ids of other back ends are text of their own. */
const AnyId = z.string().min(1).max(64);

/** Hashes of people, one behind the other. */
const hashes = (max: number) =>
  z
    .string()
    .max(max * PERSON_HASH_CHARS)
    .regex(/^[A-Za-z0-9_-]*$/)
    .refine((text) => text.length % PERSON_HASH_CHARS === 0);

/** Longer than anybody types without a further sign of it. */
const TYPING_MAX_MS = 60_000;

/** `through`: up to where the process that says so has counted with it, so that what comes twice counts once. */
const HintedCheer = CheerCount.extend({ through: z.int().nonnegative().optional() });

/**
 * What processes tell each other. All of it may be lost, doubled or late, and
 * none of it is believed further than it says: the log is in the database.
 */
const Hint = z.discriminatedUnion('is', [
  /** An event's log goes up to here; `null`: the event is gone. */
  z.object({
    is: z.literal('head'),
    eventId: AnyId,
    head: z.int().nonnegative().nullable(),
  }),
  /** Somebody types on the node that says so, for this long if it says no more; 0: no longer. */
  z.object({
    is: z.literal('typing'),
    eventId: AnyId,
    userId: AnyId,
    userName: PersonName,
    forMs: z.int().nonnegative().max(TYPING_MAX_MS),
  }),
  /** Who has the room open on the node that says so: hashes behind each other, and how many more. */
  z.object({
    is: z.literal('online'),
    eventId: AnyId,
    people: hashes(NAMED_PEOPLE_MAX),
    more: z.int().nonnegative().max(10_000_000),
    /** Those of them who are away, where they are few. */
    away: hashes(NAMED_PRESENT_MAX).optional(),
    /** Their ids, where they are few and somebody may not know them. */
    ids: z.array(AnyId).max(NAMED_PRESENT_MAX).optional(),
  }),
  /** The node that says so has a room of few people open, and lacks the ids of some of them. */
  z.object({ is: z.literal('who'), eventId: AnyId }),
  /** A process that is no node asks who is in a room; the answer goes to it alone. */
  z.object({ is: z.literal('ask-present'), eventId: AnyId, ask: AnyId }),
  /** Something was written that devices may have to be notified of. */
  z.object({ is: z.literal('push') }),
  /** Somebody has chosen to be shown or not to be shown. */
  z.object({ is: z.literal('visibility'), userId: AnyId }),
  /** So much was cheered in a room of the node that says so. */
  z.object({
    is: z.literal('cheers'),
    eventId: AnyId,
    cheers: z.array(HintedCheer).max(CHEERS.length),
  }),
  /** How far somebody has read a log is another place now. */
  z.object({
    is: z.literal('reading'),
    eventId: AnyId,
    userId: AnyId,
    /** They have marked something as unread. */
    isBack: z.boolean(),
  }),
  /** Somebody has voted in a poll; what, only the database says. */
  z.object({ is: z.literal('vote'), eventId: AnyId, messageId: AnyId, userId: AnyId }),
  /** Somebody wants a question answered or no longer; which, only the database says. */
  z.object({ is: z.literal('question-vote'), eventId: AnyId, questionId: AnyId, userId: AnyId }),
  /** A message mentions a group: all but its author and those whom it mentions by name are to hear of it. */
  z.object({
    is: z.literal('group-mention'),
    eventId: AnyId,
    seq: z.int().nonnegative(),
    group: MentionGroup,
    but: z
      .array(AnyId)
      .max(MENTIONS_MAX + 1)
      .readonly(),
  }),
  /** The node that says so is there. */
  z.object({ is: z.literal('here') }),
  /** The node that says so has nobody any more. */
  z.object({ is: z.literal('bye') }),
]);
export type Hint = z.output<typeof Hint>;

const Packet = z.object({
  /** The process that says it. */
  from: AnyId,
  hints: z.array(z.unknown()).max(10_000),
});

/** Hints of one process, as they came. */
export interface Heard {
  readonly from: string;
  readonly hints: readonly Hint[];
}

/** Larger packets than any process of ours sends. */
const PACKET_MAX_CHARS = 1_000_000;

/** Reads a packet. Anybody who reaches the bus may send one, so it may be anything: what is no hint is left out. */
export function readPacket(text: string): Heard | null {
  const packet = parseGiven(Packet, parseJson(text));
  if (!packet.success) return null;
  const { from, hints } = packet.data;
  return { from, hints: hints.flatMap((hint) => parseGiven(Hint, hint).data ?? []) };
}

function parseJson(text: string): unknown {
  if (text.length > PACKET_MAX_CHARS) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Packs hints into as few packets as fit, each of less than `maxBytes`. A hint that fits into none is left out. */
export function toPackets(
  from: string,
  hints: readonly Hint[],
  maxBytes: number,
): readonly string[] {
  const start = startOf(from);
  const packets: string[] = [];
  let parts: string[] = [];
  let bytes = 0;
  const close = (): void => {
    if (parts.length > 0) packets.push(`${start}${parts.join()}]}`);
    parts = [];
    bytes = Buffer.byteLength(start) + 2;
  };
  close();
  const empty = bytes;
  for (const hint of hints) {
    const text = JSON.stringify(hint);
    const size = Buffer.byteLength(text) + 1;
    if (empty + size >= maxBytes) continue;
    if (bytes + size >= maxBytes) close();
    parts.push(text);
    bytes += size;
  }
  close();
  return packets;
}

const startOf = (from: string): string => `{"from":${JSON.stringify(from)},"hints":[`;

/**
 * Whether a packet is one of {@link toPackets} from this process, by its first letters: PostgreSQL and
 * Redis tell a process what it said itself, after each commit, and that need not be read.
 */
export const isFrom = (from: string, text: string): boolean => text.startsWith(startOf(from));

/** What a later hint with the same key makes needless. */
export function keyOf(hint: Hint): string {
  if (hint.is === 'ask-present') return `${hint.is}:${hint.ask}`;
  // Each is one more.
  if (hint.is === 'group-mention') return `${hint.is}:${hint.eventId}:${hint.seq}`;
  const ofEvent = 'eventId' in hint ? `:${hint.eventId}` : '';
  const ofPerson = 'userId' in hint ? `:${hint.userId}` : '';
  const ofMessage = 'messageId' in hint ? `:${hint.messageId}` : '';
  const ofQuestion = 'questionId' in hint ? `:${hint.questionId}` : '';
  return `${hint.is}${ofEvent}${ofPerson}${ofMessage}${ofQuestion}`;
}

/** Which of two hints with the same key is to be told. */
export function laterOf(known: Hint | undefined, next: Hint): Hint {
  if (known?.is === 'cheers' && next.is === 'cheers') return summedUp(known, next);
  if (known?.is !== 'head' || next.is !== 'head') return next;
  if (known.head === null || next.head === null) return { ...next, head: null };
  return next.head > known.head ? next : known;
}

type CheersHint = Extract<Hint, { readonly is: 'cheers' }>;

/** Each is a part, not a state: none may stand for the other. */
function summedUp(one: CheersHint, other: CheersHint): CheersHint {
  const sums = new Map(one.cheers.map((cheer) => [cheer.emoji, cheer]));
  for (const { emoji, count, through } of other.cheers) {
    const earlier = sums.get(emoji)?.count ?? 0;
    sums.set(emoji, { emoji, count: earlier + count, through });
  }
  return { ...one, cheers: [...sums.values()] };
}
