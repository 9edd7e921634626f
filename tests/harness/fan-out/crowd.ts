import { createRandom, type Random } from '../../../torture/random.ts';
import { startStack, waitUntil, type Stack, type TestPerson } from '../stack.ts';
import { faultsOf, Ledger } from './ledger.ts';
import { Reader } from './reader.ts';
import { openSlowReader } from './slow-reader.ts';

export interface CrowdOptions {
  readonly seed: number;
  /** How often something happens. */
  readonly acts: number;
  readonly readers?: number;
}

export interface CrowdOutcome {
  readonly failures: readonly string[];
  readonly deliveries: number;
  /** How many clients each transport had in the end. */
  readonly transports: Readonly<Record<string, number>>;
}

const READERS = 48;
/** They send, and stay. */
const SENDERS = 6;
const WAYS = [['websocket'], ['polling'], ['polling', 'websocket']] as const;
const KINDS = [{ v: 1 }, {}, { resume: true }, { v: 1 }];

/** Coming and going is told to organisers only in a room of more. */
const CROWDED_ROOM_SOCKETS = 30;
const ENDLESS = 1_000_000;
const limits = {
  messagesPerSecond: ENDLESS,
  messagesBurst: ENDLESS,
  messagesPerMinute: ENDLESS,
  joinsPerSecond: ENDLESS,
  packetsPerSecond: ENDLESS,
  packetsBurst: ENDLESS,
  typingStartsPer20s: ENDLESS,
  crowdedRoomSockets: CROWDED_ROOM_SOCKETS,
};

interface Scene {
  readonly stack: Stack;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly readers: readonly Reader[];
  readonly host: TestPerson;
  readonly visitor: TestPerson;
  said: number;
  isVisiting: boolean;
}

/**
 * Stock clients of all transports and kinds talk, come and go in one room, one of them reads nothing
 * for a while, and each is judged by what the log has in the end.
 */
export async function runCrowd({
  seed,
  acts,
  readers = READERS,
}: CrowdOptions): Promise<CrowdOutcome> {
  await using stack = await startStack({ limits });
  const scene = await setScene(stack, createRandom(seed), readers);
  await using slow = await openSlowReader(stack, scene.ledger);
  for (let done = 0; done < acts; done += 1) {
    await act(scene);
    // What comes in one tick is together, what comes a little later may be.
    await new Promise((resolve) => setTimeout(resolve, scene.random.int(0, 6)));
  }
  slow.goOn();
  return await finish(scene, [...scene.readers, slow.reader]);
}

async function setScene(stack: Stack, random: Random, count: number): Promise<Scene> {
  const ledger = new Ledger();
  const { url } = stack.node();
  const names = Array.from({ length: count }, (_, index) => `Reader ${index}`);
  const people = await Promise.all(names.map((name) => stack.participant(name)));
  const readers = people.map(({ token }, index) => {
    const transports = WAYS[index % 3] ?? WAYS[0];
    const auth = { token, ...KINDS[Math.floor(index / 3) % KINDS.length] };
    const who = `${index} (${transports.join(', ')}; ${Object.keys(auth).slice(1).join() || 'seed'})`;
    const canCompress = index % 2 === 0;
    return new Reader({ who, url, auth, eventId: stack.eventId, transports, ledger, canCompress });
  });
  const host = await stack.participant('Host', { role: 'organiser' });
  const visitor = await stack.person('Visitor');
  await Promise.all(readers.map((reader) => reader.connect()));
  for (const reader of readers) reader.join();
  return { stack, ledger, random, readers, host, visitor, said: 0, isVisiting: false };
}

/** What may happen, and up to where of a throw it does. */
const ACTS: readonly (readonly [number, (scene: Scene) => void | Promise<void>])[] = [
  [0.5, (scene) => senderOf(scene)?.say((scene.said += 1))],
  [0.56, (scene) => senderOf(scene)?.type()],
  [0.6, sayMany],
  [0.62, (scene) => fromElsewhere(scene, tellOfEvent)],
  [0.64, (scene) => fromElsewhere(scene, visit)],
  [0.67, renew],
  [1, comeOrGo],
];

/** One thing that happens, by chance. */
async function act(scene: Scene): Promise<void> {
  const thrown = scene.random.next();
  await ACTS.find(([upTo]) => thrown < upTo)?.[1](scene);
}

/** One of them, once it is let in. */
function senderOf({ readers, random }: Scene): Reader | undefined {
  const sender = random.pick(readers.slice(0, SENDERS));
  return sender.isInside ? sender : undefined;
}

/** One of the others, if it waits for nothing. */
function otherOf({ readers, random }: Scene): Reader | undefined {
  const other = random.pick(readers.slice(SENDERS));
  return other.isBusy ? undefined : other;
}

function comeOrGo(scene: Scene): void {
  const other = otherOf(scene);
  if (other?.isInside === false) other.join();
  else if (scene.random.chance(0.5)) other?.leave();
}

/** What one transaction may commit together; no more than one person may say at once, so that it is no flood. */
function sayMany(scene: Scene): void {
  const sender = senderOf(scene);
  const count = scene.random.int(2, 10);
  for (let n = 0; n < count; n += 1) sender?.say((scene.said += 1));
}

/**
 * Something that another process writes. Until a node has read it, it can't tell of what its own people say
 * after it, and answers them before: nobody is to wait for an answer meanwhile.
 */
async function fromElsewhere(scene: Scene, write: (scene: Scene) => Promise<void>): Promise<void> {
  const senders = scene.readers.slice(0, SENDERS);
  await waitUntil(
    () => senders.every(({ isBusy }) => !isBusy),
    'the senders to have their answers',
  );
  await write(scene);
  await scene.stack.settle();
}

async function tellOfEvent({ stack, host }: Scene): Promise<void> {
  await stack.app.append({ kind: 'event-updated', eventId: stack.eventId, actorId: host.id });
}

async function visit(scene: Scene): Promise<void> {
  scene.isVisiting = !scene.isVisiting;
  await scene.stack.setStatus(scene.visitor, scene.isVisiting ? 'attending' : null);
}

/** Comes back as another connection, and asks to be let in while that may yet change its transport. */
async function renew(scene: Scene): Promise<void> {
  const reader = otherOf(scene);
  if (reader === undefined) return;
  reader.cut();
  await reader.connect();
  reader.join();
}

async function finish(scene: Scene, readers: readonly Reader[]): Promise<CrowdOutcome> {
  const { stack, ledger } = scene;
  const log = await readLog(scene, readers);
  const last = log.findLast(({ kind }) => kind === 'message')?.seq ?? 0;
  const isDone = (): boolean =>
    readers.every(({ isInside, last: has }) => !isInside || has >= last);
  await waitUntil(isDone, 'everybody to have the last message').catch((error: Error) =>
    ledger.fail(error.message),
  );
  const { largestBacklogBytes } = stack.node().server.stats();
  if (largestBacklogBytes > 512 * 1_024) ledger.fail(`${largestBacklogBytes} bytes still wait`);
  const transports: Record<string, number> = {};
  for (const { transport } of readers) transports[transport] = (transports[transport] ?? 0) + 1;
  for (const reader of readers) reader.cut();
  const failures = [...ledger.failures, ...ledger.stays.flatMap((stay) => faultsOf(stay, log))];
  const deliveries = ledger.stays.reduce((sum, { told }) => sum + told.length, 0);
  return { failures, deliveries, transports };
}

async function readLog({ stack, ledger }: Scene, readers: readonly Reader[]) {
  const isAnswered = (): boolean => readers.every(({ isBusy }) => !isBusy);
  await waitUntil(isAnswered, 'all answers').catch((error: Error) => ledger.fail(error.message));
  await stack.settle();
  return stack.database.db
    .selectFrom('log_entry')
    .select(['seq', 'kind'])
    .where('event_id', '=', stack.eventId)
    .orderBy('seq')
    .execute();
}
