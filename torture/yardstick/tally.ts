import type { Totals } from '../checker/verdict.ts';

/** One message that somebody wrote, over all attempts to send it. */
export interface PlainSend {
  /** No two have the same. */
  readonly content: string;
  readonly eventId: string;
  /** Of the first attempt. */
  readonly invokedAt: number;
  /** Of the first acknowledgement. */
  ackedAt: number | null;
  isRefused: boolean;
}

/** A stretch of time, open while the client was there. */
export interface Stretch {
  readonly from: number;
  until: number | null;
}

/** What one client had of one room. */
export interface PlainRoom {
  readonly client: string;
  readonly eventId: string;
  /** The person has the room open, from the first join on, lost connections included. */
  readonly open: Stretch[];
  /** The socket is in the room, as far as the client can know. */
  readonly joined: Stretch[];
  readonly got: string[];
}

export interface PlainRun {
  readonly sends: readonly PlainSend[];
  readonly rooms: readonly PlainRoom[];
  /** Contents in the database, one for each row. */
  readonly stored: readonly string[];
}

export interface PlainTotals extends Totals {
  /** Of the lost ones: those that a client missed that was connected and in the room all the while. */
  readonly lostWhileConnected: number;
}

/** A message that is on its way when somebody leaves is owed to nobody. */
const ON_ITS_WAY_MS = 1_000;

/** Counts, in the words of our own report, what the people who had the rooms open missed, or got twice. */
export function tally({ sends, rooms, stored }: PlainRun): PlainTotals {
  const rows = countOf(stored);
  const acked = sends.filter(({ ackedAt }) => ackedAt !== null);
  const unknown = sends.filter(({ ackedAt, isRefused }) => ackedAt === null && !isRefused);
  const missed = rooms.map((room) => missedBy(room, acked));
  return {
    attempted: sends.length,
    acknowledged: acked.length,
    failed: sends.filter(({ isRefused }) => isRefused).length,
    unknown: unknown.length,
    recovered: unknown.filter(({ content }) => rows.has(content)).length,
    lost:
      acked.filter(({ content }) => !rows.has(content)).length +
      missed.reduce((sum, { all }) => sum + all, 0),
    lostWhileConnected: missed.reduce((sum, { whileConnected }) => sum + whileConnected, 0),
    doubled: extras(stored) + rooms.reduce((sum, { got }) => sum + beyond(got, rows), 0),
    reordered: disagreements(rooms),
    forked: 0,
    unexpected: 0,
    deliveries: rooms.reduce((sum, { got }) => sum + got.length, 0),
  };
}

function countOf(contents: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const content of contents) counts.set(content, (counts.get(content) ?? 0) + 1);
  return counts;
}

const extras = (contents: readonly string[]): number => contents.length - new Set(contents).size;

/** What was got more often than it is stored: a message that is stored twice is doubled once, not for each reader. */
const beyond = (got: readonly string[], rows: ReadonlyMap<string, number>): number =>
  [...countOf(got)].reduce(
    (sum, [content, count]) => sum + Math.max(0, count - Math.max(1, rows.get(content) ?? 1)),
    0,
  );

function missedBy(
  { eventId, open, joined, got }: PlainRoom,
  acked: readonly PlainSend[],
): { readonly all: number; readonly whileConnected: number } {
  const has = new Set(got);
  const missed = acked.filter(
    (send) => send.eventId === eventId && !has.has(send.content) && isWithin(send, open),
  );
  const whileConnected = missed.filter((send) => isWithin(send, joined));
  return { all: missed.length, whileConnected: whileConnected.length };
}

const isWithin = ({ invokedAt, ackedAt }: PlainSend, stretches: readonly Stretch[]): boolean =>
  stretches.some(
    ({ from, until }) =>
      from < invokedAt && (ackedAt ?? Infinity) + ON_ITS_WAY_MS < (until ?? Infinity),
  );

/** Messages that one client saw before, and another after, the same neighbour. */
function disagreements(rooms: readonly PlainRoom[]): number {
  const streams = rooms.map(({ eventId, client, got }) => {
    const order = [...new Set(got)];
    return { eventId, client, order, at: new Map(order.map((content, index) => [content, index])) };
  });
  const turned = new Set<string>();
  for (const { eventId, order } of streams) {
    const others = streams.filter((other) => other.eventId === eventId);
    order.forEach((content, index) => {
      const before = order[index - 1];
      if (before === undefined) return;
      const isTurned = others.some(
        ({ at }) => (at.get(before) ?? -1) > (at.get(content) ?? Infinity),
      );
      if (isTurned) turned.add(content);
    });
  }
  return turned.size;
}
