import { z } from 'zod';

/** What is said between a benchmark and its generator, which runs in a process of its own. */

/** Evenly, so many a second; or one more whenever one of `inFlight` was heard by all. */
const Pace = z.union([
  z.strictObject({ perSecond: z.number().positive() }),
  z.strictObject({ inFlight: z.int().positive() }),
]);
export type Pace = z.output<typeof Pace>;

const Connect = z.strictObject({
  do: z.literal('connect'),
  wire: z.enum(['socket.io', 'nats', 'xmpp']),
  port: z.int(),
  /** One connection each. Who is connected already comes into these rooms as well. */
  people: z.array(z.strictObject({ token: z.string(), eventIds: z.array(z.string()) })).min(1),
});

const Leave = z.strictObject({
  do: z.literal('leave'),
  /** Of those who are connected. */
  tokens: z.array(z.string()).min(1),
});

const Talk = z.strictObject({
  do: z.literal('talk'),
  pace: Pace,
  ms: z.number().positive(),
  /** So many of the people of each room write, in turns. */
  senders: z.int().positive(),
  /** Messages go to so many of the rooms, in turns, the first that somebody came into; to all if left out. */
  rooms: z.int().positive().optional(),
  /** Ends early where somebody has waited for a message for longer. */
  patienceMs: z.number().positive().optional(),
});

export const Order = z.discriminatedUnion('do', [Connect, Leave, Talk]);
export type Order = z.output<typeof Order>;
export type ConnectOrder = Omit<z.output<typeof Connect>, 'do'>;
export type TalkOrder = Omit<z.output<typeof Talk>, 'do'>;

/** How the rooms were served. Times are milliseconds from the send to each of those who heard it. */
const TalkResult = z.strictObject({
  sent: z.int(),
  refused: z.int(),
  /** Connections, in rooms or not. */
  readers: z.int(),
  deliveries: z.int(),
  /** Deliveries that should have been and were not. */
  missing: z.int(),
  doubled: z.int(),
  reordered: z.int(),
  altered: z.int(),
  /** Connections that ended. */
  lost: z.int(),
  /** From the first send to the last delivery. */
  ms: z.number(),
  p50: z.number(),
  p99: z.number(),
  max: z.number(),
  /** Whether patience ended it. */
  isOverrun: z.boolean(),
  /** The generator's own: share of the time in which its event loop was busy, and how late that loop was. */
  busy: z.number(),
  lagP99Ms: z.number(),
});
export type TalkResult = z.output<typeof TalkResult>;

export const Answer = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('done') }),
  z.strictObject({ is: z.literal('talked'), result: TalkResult }),
  z.strictObject({ is: z.literal('failed'), reason: z.string() }),
]);
export type Answer = z.output<typeof Answer>;
