import { setTimeout as sleep } from 'node:timers/promises';

import { connectLightly, type LightClient } from './clients/light-client.ts';

/** One in the room, who counts what is seen and how long each message with a time in it was on its way. */
export interface Reader {
  readonly client: LightClient;
  /** Messages seen since it came in. */
  seen(): number;
  /** From send to seen, in milliseconds, of messages that carry the time of their sending. */
  waits(): readonly number[];
  hasEnded(): boolean;
}

/**
 * Comes in and joins.
 *
 * @throws at a message that is seen after a gap, twice or out of order: in the turn of the socket, so that the
 * benchmark ends.
 */
export async function comeIn(url: string, token: string, eventId: string): Promise<Reader> {
  const waits: number[] = [];
  let seen = 0;
  let last = 0;
  let hasEnded = false;
  const onNotice = (name: string, { content, seq, after }: Record<string, unknown>): void => {
    if (name !== 'new-message') return;
    if (last > 0 && (Number(seq) <= last || Number(after ?? last) > last))
      throw new Error(`${String(seq)} was seen after ${last}`);
    last = Number(seq);
    seen += 1;
    const sentAt = Number(content);
    if (!Number.isNaN(sentAt)) waits.push(performance.now() - sentAt);
  };
  const onEnd = (): void => void (hasEnded = true);
  const client = await connectLightly({ url, auth: { token, v: 1 }, onNotice, onEnd });
  const answer = (await client.request('join-event', { eventId })) as { readonly ok: boolean };
  if (!answer.ok) throw new Error(`could not join: ${JSON.stringify(answer)}`);
  return { client, seen: () => seen, waits: () => waits, hasEnded: () => hasEnded };
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
