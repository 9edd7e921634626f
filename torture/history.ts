import { z } from 'zod';

import { ReplyTo } from '../protocol/wire.ts';
import { Announced, ShowsAnnouncements } from './history-announcements.ts';
import { ApplauseRound, Cheered } from './history-applause.ts';
import { Does, EntryKind, MentionKeys } from './history-entries.ts';
import { Node } from './history-nodes.ts';
import { ShowsPins } from './history-pins.ts';
import { AskedPoll, ListedVoters, Polled, ShowsPolls, VoteTold } from './history-polls.ts';
import { Here, ListedPeople, ShowsPeople, Visibility } from './history-presence.ts';
import { Searched } from './history-searches.ts';
import { Stands } from './history-standings.ts';

export { FinalLog } from './history-final.ts';
export type { Does, EntryKind } from './history-entries.ts';

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
  /** `send`, `edit` or `delete` a message, `react` to it, `cheer` a room, `pin` or `unpin` it, ask for a poll's `close-poll`, `vote` in it, say how far one has `read` or mark something as `unread`, `join` a room, come to take part in an event (`attend`), stop taking part (`quit`), take somebody else out (`remove`), `mute` or `unmute` them, or what organisers do with announcements. */
  does: Does,
  eventId: z.string(),
  /** Of `send`, and of its `invoke` which message it is to answer. */
  clientMessageId: z.string().optional(),
  replyTo: z.string().optional(),
  mentions: MentionKeys,
  /** Of `send`, `edit`, `announce` and `reword`. */
  content: z.string().optional(),
  /** Of `react` and `cheer`: which, and whether it is to be there. */
  emoji: z.string().optional(),
  on: z.boolean().optional(),
  /** Of a `send` that asks a poll: how; its text is the content. Of `vote`: what for, none to take it back. */
  poll: AskedPoll.optional(),
  choices: z.array(z.int()).readonly().optional(),
  /** Of `remove`, `mute` and `unmute`: who. */
  target: z.string().optional(),
  /** Of `cheer`: where, as its connection had been told, its person was muted, without an end; that they are out of the room. */
  mutedAt: z.int().optional(),
  isOut: z.boolean().optional(),
  /** Of what is done with an announcement: which, once that is known, and the times that it is to have, ISO 8601. */
  announcementId: z.string().optional(),
  scheduledAt: z.string().optional(),
  shownUntil: z.string().optional(),
  /** Of an `ok`: where it stands in the log, and in which. */
  seq: z.int().optional(),
  epoch: z.string().optional(),
  /** Of an `ok` send, and of each `edit`, `delete`, `react`, `pin` and `unpin`. */
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
  mentions: MentionKeys,
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
  mentions: MentionKeys,
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
  /** Of `start`: the machine's time of day at `at`, in milliseconds since 1970. */
  wallMs: z.number().optional(),
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
  ShowsPins,
  ShowsAnnouncements,
  Stands,
  Told,
  Announced,
  Visibility,
  ListedPeople,
  Here,
  ShowsPeople,
  Searched,
  Cheered,
  ApplauseRound,
  Polled,
  VoteTold,
  ListedVoters,
  ShowsPolls,
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
export type ShowsPinsLine = z.output<typeof ShowsPins>;
export type ShowsAnnouncementsLine = z.output<typeof ShowsAnnouncements>;
export type AnnouncedLine = z.output<typeof Announced>;
export type VisibilityLine = z.output<typeof Visibility>;
export type ListedPeopleLine = z.output<typeof ListedPeople>;
export type HereLine = z.output<typeof Here>;
export type ShowsPeopleLine = z.output<typeof ShowsPeople>;
export type CheeredLine = z.output<typeof Cheered>;
export type ApplauseRoundLine = z.output<typeof ApplauseRound>;
export type PolledLine = z.output<typeof Polled>;
export type VoteToldLine = z.output<typeof VoteTold>;
export type ListedVotersLine = z.output<typeof ListedVoters>;
export type ShowsPollsLine = z.output<typeof ShowsPolls>;
export type SearchedLine = z.output<typeof Searched>;
export type StandsLine = z.output<typeof Stands>;
export type ToldLine = z.output<typeof Told>;
export type WatchLine = z.output<typeof Watch>;
export type ConnectionLine = z.output<typeof Connection>;
export type FaultLine = z.output<typeof Fault>;
export type NodeLine = z.output<typeof Node>;
export type RunLine = z.output<typeof Run>;
