import { z } from 'zod';

import { ReplyTo, Role } from '../protocol/wire.ts';
import { Node } from './history-nodes.ts';
import { FinalStanding, Stands } from './history-standings.ts';

/**
 * What a run records, one JSON object a line, in the order of `at`. The checker reads this and the
 * database's final content, and nothing else: whatever it is to judge must be here.
 *
 * `at` is in milliseconds of one clock that only goes forward, the runner's. `client` names one
 * client for the whole run, over all its connections; `author` is its person's id.
 */
const At = { at: z.number() };

/** How a client takes part in the protocol: ours, an unmodified stock one with `resume: true`, or the seed's alone. */
export const ClientKind = z.enum(['smart', 'stock', 'raw']);
export type ClientKind = z.output<typeof ClientKind>;

/** Something a client asked for. Each has one `invoke` and at most one end; `info`: the outcome is unknown. */
const Request = z.object({
  type: z.enum(['invoke', 'ok', 'fail', 'info']),
  ...At,
  /** Numbers the request within the run; its end has the same. A repeat under the same `clientMessageId` is another one. */
  op: z.int(),
  client: z.string(),
  author: z.string(),
  /** `send`, `edit` or `delete` a message, `react` to it, say how far one has `read` or mark something as `unread`, `join` a room, come to take part in an event (`attend`), stop taking part (`quit`), take somebody else out (`remove`). */
  does: z.enum([
    'send',
    'edit',
    'delete',
    'react',
    'read',
    'unread',
    'join',
    'leave',
    'attend',
    'quit',
    'remove',
  ]),
  eventId: z.string(),
  /** Of `send`, and of its `invoke` which message it is to answer. */
  clientMessageId: z.string().optional(),
  replyTo: z.string().optional(),
  /** Of `send` and `edit`. */
  content: z.string().optional(),
  /** Of `react`: which, and whether it is to be there. */
  emoji: z.string().optional(),
  on: z.boolean().optional(),
  /** Of `remove`: who. */
  target: z.string().optional(),
  /** Of an `ok`: where it stands in the log, and in which. */
  seq: z.int().optional(),
  epoch: z.string().optional(),
  /** Of an `ok` send, and of each `edit`, `delete` and `react`. */
  messageId: z.string().optional(),
  /** Of an `ok` send: an earlier request had stored it. */
  duplicate: z.boolean().optional(),
  /** Of an `ok` `read` or `unread`: the position. */
  readSeq: z.int().optional(),
  /** Of a `fail` or `info`: the refusal's code. */
  code: z.string().optional(),
  /** Which node or proxy it went to. */
  via: z.string().optional(),
});

const EntryKind = z.enum([
  'message',
  'message-edited',
  'message-deleted',
  'reactions',
  'pin',
  'participation',
  // Somebody's role, mute or lifted ban; what a room lets people do: neither is told to the seed's clients.
  'standing',
  'room-mode',
  'event-updated',
]);
export type EntryKind = z.output<typeof EntryKind>;

/** An entry that a client got, as it came off the wire (`raw`, `stock`) or was applied (`smart`: after its own rules). */
const Seen = z.object({
  type: z.literal('seen'),
  ...At,
  client: z.string(),
  /** Counts the client's connections: 1, 2, 3 … */
  connection: z.int(),
  eventId: z.string(),
  seq: z.int(),
  /** As the notice gave it. */
  after: z.int().optional(),
  kind: EntryKind,
  messageId: z.string().optional(),
  author: z.string().optional(),
  content: z.string().optional(),
  replyTo: ReplyTo.optional(),
});

/**
 * What a room of one of ours shows of a message otherwise than before, or in the end. Notices that it was sent are
 * not it: what it shows may come from a page of the history as well.
 */
const Shows = z.object({
  type: z.literal('shows'),
  ...At,
  client: z.string(),
  eventId: z.string(),
  messageId: z.string(),
  /** Empty where it was deleted. */
  content: z.string(),
  /** Its reactions in the end: emoji, how many, and whether one's own is among them. */
  reactions: z.array(z.tuple([z.string(), z.int(), z.boolean()])).optional(),
  /** What it showed until then; left out in the end, when all that is shown is told of. */
  before: z.string().optional(),
  replyTo: ReplyTo.optional(),
});

/**
 * A notice that one of ours was sent of a message whose deletion had been asked for, or of the deletion itself, as it
 * came off the wire.
 */
const Told = z.object({
  type: z.literal('told'),
  ...At,
  client: z.string(),
  connection: z.int(),
  eventId: z.string(),
  seq: z.int(),
  kind: EntryKind,
  messageId: z.string(),
  content: z.string().optional(),
});

/**
 * Where a span of a log begins or ends that a client must have seen whole, each entry once, in order.
 *
 * A span stays open over lost connections. It ends with its `until`, with the client's next `from`
 * in the same event (which shows anew what it shows: "once" is once in a span), before the `seq` at
 * which its person's participation ended (found in the final log), or, still open when the run
 * ends, at the log's head. Coming back to the event opens none; only a `from` does.
 *
 * - `smart`: from the oldest message of its first page, over all its connections, until it leaves
 *   the room or is disposed. It answers for messages alone, since it shows nothing else. After its
 *   participation ended and began again it may show what was said in between: it reads the history.
 * - `stock`: from the place that its `join-event` answered. A recovered connection goes on with the
 *   span; after one that was not, it ends at the last entry seen, and the next join begins another.
 * - `raw`: from the place that its `join-event` answered until the connection is lost: what was
 *   sent between the last entry seen and the loss is not owed.
 *
 * `stock` and `raw` answer for messages, changes of them and participations (outside of crowded rooms), and may see
 * nothing from the end of their person's participation on, until they have joined again.
 */
const Watch = z.object({
  type: z.literal('watch'),
  ...At,
  client: z.string(),
  kind: ClientKind,
  person: z.string(),
  connection: z.int(),
  eventId: z.string(),
  epoch: z.string(),
  /**
   * `from`: every entry after `seq` must be seen. `until`: every entry up to `seq` was owed.
   * `resync`: the client was told to read anew, and owes nothing between its last entry and `seq`.
   */
  edge: z.enum(['from', 'until', 'resync']),
  seq: z.int(),
});

const Connection = z.object({
  type: z.literal('connection'),
  ...At,
  client: z.string(),
  kind: ClientKind,
  person: z.string(),
  connection: z.int(),
  is: z.enum(['open', 'lost', 'refused']),
  /** Of a stock client: whether Socket.IO called it recovered. */
  recovered: z.boolean().optional(),
  via: z.string().optional(),
  reason: z.string().optional(),
  /** Of `open`: when the client had said who it is; whatever the node sends on this connection, it sends after that. */
  askedAt: z.number().optional(),
});

const Fault = z.object({
  type: z.literal('fault'),
  ...At,
  is: z.enum(['start', 'end']),
  /** Numbers the injection; its end has the same. */
  fault: z.int(),
  /** As in `node-kill`, `database-crash`, `redis-flush`, `net-latency`. */
  kind: z.string(),
  target: z.string(),
});

/** Beginning and end of the whole run; `quiet`: no fault from here on, everybody must converge. */
const Run = z.object({
  type: z.literal('run'),
  ...At,
  is: z.enum(['start', 'quiet', 'end']),
  seed: z.int().optional(),
  seconds: z.number().optional(),
  nodes: z.int().optional(),
  /** The crowded-room exception (`user-joined`, `user-left` left out) begins above this many sockets. */
  crowdedRoomSockets: z.int().optional(),
});

export const HistoryLine = z.discriminatedUnion('type', [
  Request,
  Seen,
  Shows,
  Stands,
  Told,
  Watch,
  Connection,
  Fault,
  Node,
  Run,
]);
export type HistoryLine = z.output<typeof HistoryLine>;
export type RequestLine = z.output<typeof Request>;
export type SeenLine = z.output<typeof Seen>;
export type ShowsLine = z.output<typeof Shows>;
export type StandsLine = z.output<typeof Stands>;
export type ToldLine = z.output<typeof Told>;
export type WatchLine = z.output<typeof Watch>;
export type ConnectionLine = z.output<typeof Connection>;
export type FaultLine = z.output<typeof Fault>;
export type NodeLine = z.output<typeof Node>;
export type RunLine = z.output<typeof Run>;

/** What the database holds after the run: every log, whole. */
export const FinalLog = z.object({
  eventId: z.string(),
  epoch: z.string(),
  head: z.int(),
  entries: z.array(
    z.object({
      seq: z.int(),
      kind: EntryKind,
      /** Of a message, and of a change of one: which. */
      messageId: z.string().nullable(),
      actorId: z.string(),
      clientMessageId: z.string().nullable(),
      content: z.string().optional(),
      /** Whether its text was taken away since. */
      isEmptied: z.boolean().optional(),
      replyTo: ReplyTo.optional(),
      /** Of a participation: whose, and what it became. */
      person: z.string().optional(),
      status: z.enum(['attending', 'interested']).nullable().optional(),
      /** Of reactions: all that the message has from here on, and whose came or went. */
      reactions: z.array(z.tuple([z.string(), z.int()])).optional(),
      reacted: z.array(z.tuple([z.string(), z.string(), z.boolean()])).optional(),
      /** Of a pin: whether the message has it from here on. */
      isPinned: z.boolean().optional(),
      role: Role.optional(),
      isMuted: z.boolean().optional(),
      isBanned: z.boolean().optional(),
      /** Of a room's mode. */
      isFrozen: z.boolean().optional(),
      slowSeconds: z.int().optional(),
      createdAt: z.string(),
    }),
  ),
  /** The current messages, which must say the same as the log. */
  messages: z.array(
    z.object({
      id: z.string(),
      seq: z.int(),
      content: z.string(),
      isDeleted: z.boolean().optional(),
      replyTo: ReplyTo.optional(),
      /** The sums that are kept beside it. */
      reactions: z.array(z.tuple([z.string(), z.int()])).optional(),
    }),
  ),
  /** Who gave which message which emoji. */
  reactors: z
    .array(z.object({ messageId: z.string(), person: z.string(), emoji: z.string() }))
    .optional(),
  /** Where everybody stands now, which must say the same as the log. */
  standings: z.array(FinalStanding).optional(),
  /** Of messages that were edited and not deleted: how many earlier texts are kept. */
  versions: z.array(z.object({ messageId: z.string(), content: z.string() })).optional(),
});
export type FinalLog = z.output<typeof FinalLog>;
