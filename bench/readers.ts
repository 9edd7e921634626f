import { setTimeout as sleep } from 'node:timers/promises';

import { connectLightly, type LightClient } from './clients/light-client.ts';

const PLACE_MAX_CHARS = 80;

/** One in the room, who counts what is seen and how long each message with a time in it was on its way. */
export interface Reader {
  readonly client: LightClient;
  /** Messages seen since it came in. */
  seen(): number;
  /** From send to seen, in milliseconds, of messages that carry the time of their sending. */
  waits(): readonly number[];
  hasEnded(): boolean;
}

/** A notice that is long, and not read while messages are measured: each phone would read its own, here one process reads all. */
export interface Unread {
  readonly name: string;
  readonly keep: (text: string) => void;
}

/**
 * Comes in and joins.
 *
 * @throws at a message that is seen after a gap, twice or out of order: in the turn of the socket, so that the
 * benchmark ends.
 */
export async function comeIn(
  url: string,
  token: string,
  eventId: string,
  unread?: Unread,
): Promise<Reader> {
  const waits: number[] = [];
  let seen = 0;
  let last = 0;
  let hasEnded = false;
  const moveOn = (seq: number, after: number): void => {
    if (last > 0 && (seq <= last || after > last)) throw new Error(`${seq} was seen after ${last}`);
    last = seq;
  };
  const onNotice = (name: string, { content, seq, after }: Record<string, unknown>): void => {
    // Every entry has its place, whatever it is; of others only those that say what they follow.
    if (after !== undefined || name === 'new-message') moveOn(Number(seq), Number(after ?? last));
    if (name !== 'new-message') return;
    seen += 1;
    const sentAt = Number(content);
    if (!Number.isNaN(sentAt)) waits.push(performance.now() - sentAt);
  };
  const onText = (text: string): boolean => {
    if (unread === undefined || !text.startsWith(`42["${unread.name}"`)) return false;
    moveOn(...placeIn(text));
    unread.keep(text);
    return true;
  };
  const onEnd = (): void => void (hasEnded = true);
  const client = await connectLightly({ url, auth: { token, v: 1 }, onNotice, onText, onEnd });
  const answer = (await client.request('join-event', { eventId })) as { readonly ok: boolean };
  if (!answer.ok) throw new Error(`could not join: ${JSON.stringify(answer)}`);
  return { client, seen: () => seen, waits: () => waits, hasEnded: () => hasEnded };
}

/** Where an entry stands, and what it follows: the last two fields of its notice. */
function placeIn(text: string): [seq: number, after: number] {
  const [, seq, after] = /"seq":(\d+),"after":(\d+)\}\]$/.exec(text.slice(-PLACE_MAX_CHARS)) ?? [];
  if (seq === undefined) throw new Error(`a notice without its place: ${text}`);
  return [Number(seq), Number(after)];
}

interface Talk {
  readonly eventId: string;
  readonly perSecond: number;
  readonly ms: number;
}

/** One after the other of these people says the time, so often and for so long. @returns how many messages were sent. */
export async function talk(
  people: readonly Reader[],
  { eventId, perSecond, ms }: Talk,
): Promise<number> {
  let sent = 0;
  const timer = setInterval(() => {
    const content = String(performance.now());
    void people[sent % people.length]?.client.request('send-message', { eventId, content });
    sent += 1;
  }, 1_000 / perSecond);
  await sleep(ms);
  clearInterval(timer);
  return sent;
}

/** How long messages were on their way to these people, in milliseconds. */
export function spreadOf(people: readonly Reader[]): {
  readonly p50: number;
  readonly p99: number;
} {
  const waits = people.flatMap((reader) => reader.waits()).toSorted((a, b) => a - b);
  const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 30_000;

/** @throws where somebody has not seen so many messages in half a minute. */
export async function untilAllHave(readers: readonly Reader[], count: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!readers.every((reader) => reader.seen() === count)) {
    if (performance.now() > deadline) {
      const least = Math.min(...readers.map((reader) => reader.seen()));
      throw new Error(`somebody has seen ${least} of ${count} messages`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
