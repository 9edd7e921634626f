import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { connectLightly, type LightClient } from '../../bench/clients/light-client.ts';
import { fastWriters } from '../../bench/nodes/node-process.ts';
import { addSignedIn } from '../../bench/sessions.ts';
import { startNodeProcess, type NodeProcess } from '../harness/node-process.ts';
import { startStack, waitUntil, type Stack } from '../harness/stack.ts';

/** The kernel counts system calls in /proc, which only Linux has. */
const isCounted = process.platform === 'linux';
const CLIENTS = 1_000;
const SENDERS = 20;
/** Connections that are opened at once. */
const AT_ONCE = 50;
/** Something is said so often: by one of them in a quiet room, by ten at once in a busy one. */
const EVERY_MS = 50;
const BUSY = 10;

/** System calls of the kinds `write` and `writev`; Node sends with no others. */
const writesOf = ({ running }: NodeProcess): number =>
  Number(/syscw: (\d+)/.exec(readFileSync(`/proc/${running.pid}/io`, 'utf8'))?.[1]);

interface Heard {
  deliveries: number;
  /** Everything else that came, but answers: pings, counts. */
  others: number;
  /** How many were told that all are inside. */
  counted: number;
}

interface Crowd {
  readonly clients: readonly LightClient[];
  readonly heard: Heard;
}

async function connectCrowd({ url }: NodeProcess, tokens: readonly string[]): Promise<Crowd> {
  const heard: Heard = { deliveries: 0, others: 0, counted: 0 };
  const hear = (name: string, payload: Record<string, unknown>): void => {
    heard[name === 'new-message' ? 'deliveries' : 'others'] += 1;
    if (name === 'attendee-counts' && payload['online'] === CLIENTS) heard.counted += 1;
  };
  const clients: LightClient[] = [];
  const open = (token: string): Promise<LightClient> =>
    connectLightly({
      url,
      auth: { token },
      onNotice: hear,
      onPing: () => void (heard.others += 1),
      onEnd: () => {},
    });
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    clients.push(...(await Promise.all(tokens.slice(from, from + AT_ONCE).map(open))));
  }
  return { clients, heard };
}

/**
 * Everybody has heard all that the node had written: an answer, here a refusal, comes after it. What
 * is written and not yet heard would be counted as a write of a delivery.
 */
async function hearOut({ clients }: Crowd): Promise<void> {
  await Promise.all(clients.map((client) => client.request('send-message', {})));
}

interface Spoken {
  readonly writes: number;
  readonly deliveries: number;
  readonly others: number;
}

/** Has some of them, so many at once, say so many things; what that took the node, once everybody has it. */
async function speak(
  node: NodeProcess,
  crowd: Crowd,
  order: { eventId: string; messages: number; atOnce: number; readers: number },
): Promise<Spoken> {
  const { eventId, messages, atOnce, readers } = order;
  const { clients, heard } = crowd;
  await hearOut(crowd);
  const before = { ...heard, writes: writesOf(node) };
  const answers: Promise<unknown>[] = [];
  const text = 'x'.repeat(80);
  for (let n = 0; n < messages; n += 1) {
    const content = `${n} ${text}`;
    const sent = clients[n % SENDERS]?.request('send-message', { eventId, content });
    if (sent !== undefined) answers.push(sent);
    if ((n + 1) % atOnce === 0) await wait(EVERY_MS);
  }
  const expected = before.deliveries + messages * readers;
  await waitUntil(() => heard.deliveries >= expected, 'everybody to have everything', 30_000);
  expect((await Promise.all(answers)).every((answer) => (answer as { ok: boolean }).ok)).toBe(true);
  const writes = writesOf(node) - before.writes;
  await hearOut(crowd);
  return {
    writes,
    deliveries: heard.deliveries - before.deliveries,
    others: heard.others - before.others,
  };
}

test.skipIf(!isCounted)(
  '[ROOM-27] in a room of 1,000 a delivery takes at most one write call, and in a busy one at most 0.3',
  { timeout: 120_000 },
  async () => {
    await using stack: Stack = await startStack({ nodes: 0 });
    await using node = await startNodeProcess(stack, { env: fastWriters });
    const { eventId, database } = stack;
    const tokens = await addSignedIn({ database, eventIds: [eventId] }, CLIENTS);
    const crowd = await connectCrowd(node, tokens);
    // What a message takes where nobody hears of it: the log, its line in the protocol, the answer.
    const alone = await speak(node, crowd, { eventId, messages: 20, atOnce: 1, readers: 0 });
    await Promise.all(crowd.clients.map((client) => client.request('join-event', { eventId })));
    await waitUntil(
      () => crowd.heard.counted >= CLIENTS,
      'everybody to be told that all are inside',
      30_000,
    );
    const perDelivery = async (messages: number, atOnce: number): Promise<number> => {
      const spoken = await speak(node, crowd, { eventId, messages, atOnce, readers: CLIENTS });
      const own = (alone.writes / 20) * messages + spoken.others;
      // To a hundredth: the node's own writes are known no better, since messages may share a commit.
      return Math.round(((spoken.writes - own) / spoken.deliveries) * 100) / 100;
    };
    // The median of three, since collecting garbage now and then wakes threads by a few hundred writes.
    const quiet = [await perDelivery(20, 1), await perDelivery(20, 1), await perDelivery(20, 1)];
    expect(quiet.toSorted((a, b) => a - b)[1]).toBeLessThanOrEqual(1);
    expect(await perDelivery(200, BUSY)).toBeLessThanOrEqual(0.3);
    for (const client of crowd.clients) client.close();
  },
);
