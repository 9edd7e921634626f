import { createRestClient } from '../../lib/rest-client.ts';
import { openFront, type Backend } from '../cluster/front.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { createChangeByApi } from './change-by-api.ts';
import type { ClientDeps, TortureClient } from './client.ts';
import type { World } from './people.ts';
import { SmartClient } from './smart.ts';
import { StockClient } from './stock.ts';
import type { StockOptions, StockVersion } from './versions.ts';
import type { Actor } from './workload.ts';

export interface CrowdOptions {
  /** How many of ours, of stock clients that resume, and of those that know the seed alone. */
  readonly counts: readonly number[];
  readonly world: World;
  readonly backends: readonly Backend[];
  readonly apiUrl: string;
  readonly random: Random;
  readonly recorder: Recorder;
  /** Makes those that are not ours; our stock clients where left out. */
  readonly makeStock?: MakeStock | undefined;
}

export type MakeStock = (deps: ClientDeps, options: StockOptions) => TortureClient;

/** Rooms that one client is in. */
const ROOMS_MAX = 3;
const RESUMING: readonly StockVersion[] = ['4.8', '4.7', '4.6'];
const ANY_VERSION: readonly StockVersion[] = ['4.8', '4.7', '4.6', '4.5', '4.0'];
const TRANSPORTS: readonly StockOptions['transports'][] = [
  ['websocket'],
  ['websocket'],
  ['websocket'],
  ['polling'],
  ['polling', 'websocket'],
];

/** Everybody: each a person of their own, with a way of their own to the nodes; not connected yet. */
export interface Crowd extends AsyncDisposable {
  readonly actors: readonly Actor[];
  readonly clients: readonly TortureClient[];
  start(): void;
}

interface Made extends Actor {
  readonly eventIds: readonly string[];
}

export async function createCrowd(options: CrowdOptions): Promise<Crowd> {
  const stack = new AsyncDisposableStack();
  const made: Made[] = [];
  const [smart = 0, stock = 0, raw = 0] = options.counts;
  for (let index = 0; index < smart; index += 1) {
    made.push(
      await makeActor(options, stack, `smart-${index + 1}`, (deps) => new SmartClient(deps)),
    );
  }
  for (let index = 0; index < stock + raw; index += 1) {
    made.push(await makeStockActor(options, stack, { index, resuming: stock }));
  }
  const clients = made.flatMap(({ client, twin }) => (twin ? [client, twin] : [client]));
  return {
    actors: made,
    clients,
    start() {
      for (const { client, twin, eventIds } of made) {
        client.start(eventIds);
        twin?.start([]);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.stop();
      await stack.disposeAsync();
    },
  };
}

/** Versions and transports in turn, so that each meets each. */
async function makeStockActor(
  options: CrowdOptions,
  stack: AsyncDisposableStack,
  { index, resuming }: { readonly index: number; readonly resuming: number },
): Promise<Made> {
  const { makeStock = (deps, stock) => new StockClient(deps, stock) } = options;
  const resumes = index < resuming;
  const name = resumes ? `stock-${index + 1}` : `raw-${index - resuming + 1}`;
  const versions = resumes ? RESUMING : ANY_VERSION;
  const version = versions[index % versions.length] ?? '4.8';
  const transports = TRANSPORTS[index % TRANSPORTS.length] ?? ['websocket'];
  return makeActor(options, stack, name, (deps) =>
    makeStock(deps, { version, transports, resumes }),
  );
}

/** Every this many-th client that resumes has a second device. */
const TWIN_EVERY = 3;
/** The one of each kind who moderates. */
const MODERATOR = 1;

async function makeActor(
  options: CrowdOptions,
  stack: AsyncDisposableStack,
  name: string,
  make: (deps: ClientDeps) => TortureClient,
): Promise<Made> {
  const { world, recorder, random, backends, apiUrl } = options;
  const person = await world.person(name);
  const own = random.fork(name);
  const eventIds = chooseRooms(world.eventIds, own);
  const number = Number(name.split('-')[1]);
  const moderates = number === MODERATOR;
  const role = moderates ? 'moderator' : undefined;
  for (const eventId of eventIds) await world.attend(person, name, eventId, role);
  const front = stack.use(await openFront(backends, own));
  const api = { baseUrl: apiUrl, getToken: async () => person.token };
  const rest = createRestClient(api);
  const deps = { name, person, front, rest, recorder, random: own };
  const client = make(deps);
  const hasTwin = client.kind === 'stock' && number % TWIN_EVERY === 0;
  const twin = hasTwin ? await makeTwin(deps, backends, stack) : undefined;
  const changeByApi = createChangeByApi(recorder, rest);
  const cut = (): void => front.cut();
  return { client, rest, twin, eventIds, moderates, changeByApi, cut };
}

async function makeTwin(
  deps: ClientDeps,
  backends: readonly Backend[],
  stack: AsyncDisposableStack,
): Promise<TortureClient> {
  const front = stack.use(await openFront(backends, deps.random.fork('twin')));
  return new StockClient(
    { ...deps, name: `${deps.name}-twin`, front },
    { version: '4.8', transports: ['websocket'], resumes: true },
  );
}

/** Some rooms, the first ones the likeliest; everybody is in one at least. */
function chooseRooms(eventIds: readonly string[], random: Random): readonly string[] {
  const wanted = random.int(1, ROOMS_MAX);
  const chosen = new Set<string>();
  for (let draw = 0; draw < wanted; draw += 1) {
    const eventId = eventIds[random.zipf(eventIds.length)];
    if (eventId !== undefined) chosen.add(eventId);
  }
  // Sorted by how crowded they are, so that most is said in the hot room.
  return eventIds.filter((eventId) => chosen.has(eventId));
}
