import { setTimeout as sleep } from 'node:timers/promises';

import { startPushServices, type PushServices } from '../../tests/harness/push-services.ts';
import { watchOwnUse } from '../generator/own-use.ts';
import { demandUnlimited } from '../generator/trust.ts';
import { fastWriters, startNodeProcess } from '../nodes/node-process.ts';
import { comeIn, type Reader } from '../readers.ts';
import { inMs, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { verifySent } from '../verify.ts';
import { openWorld, type World } from '../world.ts';
import { addDevices, deviceOf, verifyHandedOver, type Call } from './devices.ts';

/** They write; the others are away, and each of them is called once. */
const SENDERS = 20;
const AWAY = 300;
const MESSAGES_PER_SECOND = 100;
/** Every so many-th message calls somebody. */
const CALLS_EVERY = 10;
/** What is allowed from the commit until the push service has it. */
const BOUND_MS = 2_000;
const SETTLE_MS = 1_000;
const PATIENCE_MS = 20_000;

/** What became of it all. Times are in milliseconds. */
interface Measured {
  /** Until the push service has a message's notification: from its sending, which is before its commit. */
  readonly waits: readonly number[];
  /** The same from its acknowledgement on, which is after the commit; 0 where that came later. */
  readonly fromAck: readonly number[];
  readonly sent: number;
  readonly perSecond: number;
}

/** A room in which a hundred messages a second are written and every tenth calls somebody who is away. */
export async function run(): Promise<Report> {
  await using services = await startPushServices();
  await using world = await openWorld({ people: 1, events: 1 });
  const tokens = await addSignedIn(world, SENDERS + AWAY);
  const [eventId = ''] = world.eventIds;
  await addDevices(world, services, { first: SENDERS, count: AWAY });
  const env = { ...fastWriters, EXPO_PUSH_URL: services.url, PUSH_HOSTS: services.url };
  await using node = await startNodeProcess({ databaseUrl: world.url, env });
  const senders: Reader[] = [];
  for (const token of tokens.slice(0, SENDERS))
    senders.push(await comeIn(node.url, token, eventId));
  await sleep(SETTLE_MS);
  const measured = await measure({ world, services, senders, eventId });
  for (const { client } of senders) client.close();
  return report(measured, [
    await verifySent(world, measured.sent),
    await verifyHandedOver(world, services, AWAY),
  ]);
}

interface Room {
  readonly world: World;
  readonly services: PushServices;
  readonly senders: readonly Reader[];
  readonly eventId: string;
}

async function measure({ services, senders, eventId }: Room): Promise<Measured> {
  const own = watchOwnUse();
  const startedAt = performance.now();
  const calls: Call[] = [];
  const answers: Promise<unknown>[] = [];
  for (let sent = 0; calls.length < AWAY; sent += 1) {
    await sleep(Math.max(0, startedAt + (sent * 1_000) / MESSAGES_PER_SECOND - performance.now()));
    const person = SENDERS + calls.length;
    const isCall = sent % CALLS_EVERY === 0;
    const content = isCall ? `call ${person}` : `line ${sent}`;
    if (isCall) calls.push({ device: deviceOf(person), content, sentAt: Date.now(), ackedAt: 0 });
    const mentions = isCall && { mentions: [{ userId: `crowd-${person}` }] };
    const message = { eventId, content, ...mentions };
    answers.push(say(senders[sent % senders.length], message, isCall ? calls.at(-1) : undefined));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(answers);
  const times = await untilHandedOver(services, calls);
  demandUnlimited('push', { ...own(), p99: at(times.waits, 0.99) });
  return { ...times, sent: answers.length, perSecond: answers.length / seconds };
}

/** @throws where it is refused. */
async function say(sender: Reader | undefined, message: object, call?: Call): Promise<void> {
  const answer = (await sender?.client.request('send-message', message)) as {
    readonly ok: boolean;
  };
  if (!answer.ok) throw new Error(`a message was refused: ${JSON.stringify(answer)}`);
  if (call !== undefined) call.ackedAt = Date.now();
}

/** How long each was on its way, the shortest first, in both ways. @throws where one is not there in time, or is another's. */
async function untilHandedOver(
  { pushed }: PushServices,
  calls: readonly Call[],
): Promise<Pick<Measured, 'waits' | 'fromAck'>> {
  const deadline = performance.now() + PATIENCE_MS;
  while (pushed.length < calls.length && performance.now() < deadline) await sleep(20);
  const times = calls.map(({ device, content, sentAt, ackedAt }) => {
    const [got, again] = pushed.filter(({ to }) => to === device);
    if (got === undefined) throw new Error(`${device} was not notified`);
    if (again !== undefined) throw new Error(`${device} was notified twice`);
    const { payload } = got;
    if (payload.is !== 'show' || payload.body !== content)
      throw new Error(`${device} was told something else: ${JSON.stringify(payload)}`);
    return { wait: got.at - sentAt, fromAck: Math.max(0, got.at - ackedAt) };
  });
  return {
    waits: sorted(times.map(({ wait }) => wait)),
    fromAck: sorted(times.map(({ fromAck }) => fromAck)),
  };
}

const sorted = (times: readonly number[]): readonly number[] =>
  times.toSorted((one, other) => one - other);

const at = (waits: readonly number[], share: number): number =>
  waits[Math.floor(waits.length * share)] ?? NaN;

function report(measured: Measured, verified: readonly string[]): Report {
  const { waits, fromAck, sent, perSecond } = measured;
  const row = (name: string, times: readonly number[]): readonly string[] => [
    name,
    ...[at(times, 0.5), at(times, 0.99), times.at(-1) ?? NaN].map(inMs),
    String(Math.round(perSecond)),
    String(times.length),
  ];
  return {
    name: 'push',
    ratio: BOUND_MS / (waits.at(-1) ?? NaN),
    head: ['until the push service has it', 'p50', 'p99', 'longest', 'messages/s', 'notified'],
    rows: [row('from the sending', waits), row('from the acknowledgement', fromAck)],
    verified: [
      ...verified,
      `the ratio is to the ${BOUND_MS / 1_000} s that are allowed from the commit, and counts from the sending`,
    ],
    data: { sent, perSecond, waitsMs: waits, fromAckMs: fromAck },
  };
}
