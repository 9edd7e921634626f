import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createRestClient, type RestClient } from '../../lib/rest-client.ts';
import { StartFailure } from '../../lib/start-failure.ts';
import type { Result } from '../../protocol/result.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { TortureClient } from '../clients/client.ts';
import { convergeTo } from '../clients/converge.ts';
import { repeatThroughApi } from '../clients/repeating.ts';
import type { Actor } from '../clients/workload.ts';
import { SmartClient } from '../clients/smart.ts';
import { StockClient } from '../clients/stock.ts';
import type { HistoryLine } from '../history.ts';
import { createRandom, type Random } from '../random.ts';
import { createRecorder, type Recorder } from '../recorder.ts';
import { checkDeployment, type DeploymentVerdict, type HistoryMessage } from './check.ts';
import { enterAsGuest, findSockets, removeGuest } from './guests.ts';
import { openWay } from './way.ts';

export interface DeploymentOptions {
  readonly url: string;
  /** Of the socket server; found where left out. */
  readonly sockets?: string | undefined;
  readonly seconds: number;
  readonly seed: number;
}

/** All of it is small, so that a real deployment hardly notices: few guests, a message every other second or so. */
const SMART = 4;
const STOCK = 3;
const RAW = 1;
const SECONDS_MAX = 120;
const MESSAGES_MAX = 200;
const STEP_MS = 400;
const CUT = 0.15;
const VISIT = 0.05;
const REPEAT = 0.1;
const WARM_UP_MS = 3_000;
const CONVERGE_MS = 30_000;

/**
 * Checks a deployment of anybody's from outside: a few guests chat in an event of their own, their connections are cut,
 * and what each saw is compared with the history. The event and the guests are removed again.
 */
export async function runAgainstDeployment(
  options: DeploymentOptions,
  { folder, stopped }: { readonly folder: string; readonly stopped: AbortSignal },
): Promise<DeploymentVerdict> {
  const appUrl = new URL(options.url);
  const sockets = options.sockets ? new URL(options.sockets) : await findSockets(appUrl);
  await using stack = new AsyncDisposableStack();
  const lines: HistoryLine[] = [];
  const recorder = stack.use(createRecorder(folder, (line) => lines.push(line)));
  const random = createRandom(options.seed);
  const party = await gather({ appUrl, sockets, recorder, random }, stack);
  for (const { client } of party.actors) client.start([party.eventId]);
  await sleep(WARM_UP_MS, undefined, { signal: stopped });
  await chat(party, { random, recorder, seconds: Math.min(options.seconds, SECONDS_MAX), stopped });
  const clients = party.actors.map(({ client }) => client);
  const behind = await convergeTo(() => readHead(party), clients, CONVERGE_MS);
  const messages = await readMessages(party);
  writeFileSync(join(folder, 'messages.json'), JSON.stringify(messages));
  const verdict = checkDeployment(lines, messages);
  const late = behind.map((name) => `${name} was not up to date at the end`);
  return { ...verdict, violations: [...late, ...verdict.violations] };
}

interface Party {
  readonly eventId: string;
  readonly actors: readonly Actor[];
  /** The organiser's. */
  readonly rest: RestClient;
}

interface Gathering {
  readonly appUrl: URL;
  readonly sockets: URL;
  readonly recorder: Recorder;
  readonly random: Random;
}

/** Guests, and an event of theirs; all of it goes with the stack. */
async function gather(parts: Gathering, stack: AsyncDisposableStack): Promise<Party> {
  const { appUrl, recorder, random } = parts;
  const actors: Actor[] = [];
  const names = [...numbered('smart', SMART), ...numbered('stock', STOCK), ...numbered('raw', RAW)];
  let eventId = '';
  for (const name of names) {
    const person = await enterAsGuest(appUrl, `Check ${name}`);
    stack.defer(async () => void (await removeGuest(appUrl, person)));
    const rest = createRestClient({ baseUrl: appUrl.origin, getToken: async () => person.token });
    if (eventId === '') {
      eventId = await createEvent(rest);
      const made = eventId;
      stack.defer(async () => void (await rest.deleteEvent(made)));
    }
    orFail(await rest.setParticipation(eventId, 'attending'));
    const front = stack.use(await openWay(parts.sockets));
    const deps = { name, person, front, rest, recorder, random: random.fork(name) };
    const client = makeClient(name, deps);
    stack.defer(() => client.stop());
    actors.push({ client, rest, twin: undefined, cut: () => front.cut() });
  }
  const rest = actors[0]?.rest;
  if (rest === undefined) throw new Error('nobody came');
  return { eventId, actors, rest };
}

const numbered = (kind: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`);

const VERSIONS = ['4.8', '4.7', '4.6'] as const;

function makeClient(
  name: string,
  deps: ConstructorParameters<typeof SmartClient>[0],
): TortureClient {
  const [kind, number] = name.split('-');
  if (kind === 'smart') return new SmartClient(deps);
  const version = VERSIONS[Number(number) % VERSIONS.length] ?? '4.8';
  return new StockClient(deps, { version, transports: ['websocket'], resumes: kind === 'stock' });
}

async function createEvent(rest: RestClient): Promise<string> {
  const startsAt = new Date(Date.now() + 3_600_000).toISOString();
  const title = 'A check of this deployment (it removes itself)';
  return orFail(await rest.createEvent({ title, startsAt })).id;
}

function orFail<Value>(result: Result<Value, ProtocolError>): Value {
  if (result.ok) return result.value;
  throw new StartFailure(`The deployment refused: ${result.error.message}`);
}

interface Chatting {
  readonly random: Random;
  readonly recorder: Recorder;
  readonly seconds: number;
  readonly stopped: AbortSignal;
}

/** Everybody writes now and then; connections are cut; some leave the room for a moment. */
async function chat({ actors, eventId }: Party, chatting: Chatting): Promise<void> {
  const { random, recorder, seconds, stopped } = chatting;
  const deadline = performance.now() + seconds * 1_000;
  const repeats: Promise<void>[] = [];
  let sent = 0;
  while (performance.now() < deadline && sent < MESSAGES_MAX) {
    await sleep(STEP_MS, undefined, { signal: stopped });
    const actor = random.pick(actors);
    if (random.chance(CUT)) random.pick(actors).cut();
    if (random.chance(VISIT)) {
      actor.client.leave(eventId);
      actor.client.join(eventId);
      continue;
    }
    sent += 1;
    const content = `${actor.client.name} ${sent}`;
    const id = actor.client.send(eventId, content);
    if (id !== undefined && random.chance(REPEAT)) {
      repeats.push(repeatThroughApi(recorder, actor, { eventId, content, id }));
    }
  }
  await Promise.all(repeats);
}

const PAGE = 100;

async function readHead({ rest, eventId }: Party) {
  const page = await rest.listMessages(eventId, { limit: 1 });
  if (!page.ok) return null;
  const { seq, messages } = page.value;
  const lastMessageSeq = messages.at(-1)?.seq ?? 0;
  return [{ eventId, seq, lastMessageSeq, lastChangeSeq: lastMessageSeq }];
}

async function readMessages({ rest, eventId }: Party): Promise<readonly HistoryMessage[]> {
  const all: HistoryMessage[] = [];
  for (let after = 0, hasMore = true; hasMore;) {
    const page = orFail(await rest.listMessages(eventId, { after, limit: PAGE }));
    all.push(...page.messages.map(({ id, seq = 0, content }) => ({ id, seq, content })));
    hasMore = page.hasMore;
    after = all.at(-1)?.seq ?? after;
  }
  return all;
}
