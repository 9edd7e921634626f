import { z } from 'zod';

import { PersonName } from '../../../protocol/rest.ts';
import { CheerCount, CHEERS } from '../../../protocol/wire.ts';
import { parseGiven } from '../../../protocol/parse.ts';

/** How many letters of a person's hash stand for the person, and how many people one hint can name. */
export const PERSON_HASH_CHARS = 6;
export const NAMED_PEOPLE_MAX = 1_000;

/** An event or a person; ids of other back ends are text of their own. */
const AnyId = z.string().min(1).max(64);

/** Longer than anybody types without a further sign of it. */
const TYPING_MAX_MS = 60_000;

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
    people: z
      .string()
      .max(NAMED_PEOPLE_MAX * PERSON_HASH_CHARS)
      .regex(/^[A-Za-z0-9_-]*$/)
      .refine((text) => text.length % PERSON_HASH_CHARS === 0),
    more: z.int().nonnegative().max(10_000_000),
  }),
  /** So much was cheered in a room of the node that says so. */
  z.object({
    is: z.literal('cheers'),
    eventId: AnyId,
    cheers: z.array(CheerCount).max(CHEERS.length),
  }),
  /** How far somebody has read a log is another place now. */
  z.object({
    is: z.literal('reading'),
    eventId: AnyId,
    userId: AnyId,
    /** They have marked something as unread. */
    isBack: z.boolean(),
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
  switch (hint.is) {
    case 'head':
    case 'online':
    case 'cheers':
      return `${hint.is}:${hint.eventId}`;
    case 'typing':
    case 'reading':
      return `${hint.is}:${hint.eventId}:${hint.userId}`;
    case 'here':
    case 'bye':
      return hint.is;
  }
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
  const sums = new Map(one.cheers.map(({ emoji, count }) => [emoji, count]));
  for (const { emoji, count } of other.cheers) sums.set(emoji, (sums.get(emoji) ?? 0) + count);
  return { ...one, cheers: [...sums].map(([emoji, count]) => ({ emoji, count })) };
}
