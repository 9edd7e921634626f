import { openDatabase, type DatabaseHandle } from '../db/client.ts';
import { createCrowd, type Crowd, type MakeStock } from './clients/crowd.ts';
import { createHosts, createOutsider } from './clients/hosts.ts';
import type { Searcher } from './clients/searching.ts';
import { createWorld, type World } from './clients/people.ts';
import { Workload } from './clients/workload.ts';
import { startCluster, type Cluster } from './cluster/cluster.ts';
import { FaultSchedule } from './faults/schedule.ts';
import type { TortureOptions } from './options.ts';
import { createRandom } from './random.ts';
import type { Recorder } from './recorder.ts';

/** A run that is ready to begin. Disposing it stops everything. */
export interface Setup extends AsyncDisposable {
  /** Past all links. */
  readonly database: DatabaseHandle;
  readonly world: World;
  readonly crowd: Crowd;
  /** Somebody who never takes part in anything. */
  readonly outsider: Searcher;
  readonly workload: Workload;
  readonly schedule: FaultSchedule;
}

const DISK_BASE_MB = 512;
const DISK_MB_PER_1000_MESSAGES = 4;

export interface SetupParts {
  readonly options: TortureOptions;
  readonly recorder: Recorder;
  /** The socket server's file. */
  readonly program: string;
  readonly makeStock?: MakeStock;
  /** What the database needs beside our tables. */
  readonly prepare?: (database: DatabaseHandle) => Promise<void>;
}

/** Starts the servers, and makes everybody and everything that the run is about. */
export async function setUp(parts: SetupParts): Promise<Setup> {
  const { options, recorder, program, makeStock } = parts;
  const random = createRandom(options.seed);
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(
    await startCluster({
      nodes: options.nodes,
      withRedis: options.redis,
      diskMegabytes: diskFor(options),
      program,
      random: random.fork('links'),
      recorder,
    }),
  );
  const database = stack.use(openPastLinks(cluster));
  await parts.prepare?.(database);
  const world = await createWorld(database, recorder, options.rooms);
  const crowd = stack.use(
    await createCrowd({
      counts: options.clients,
      world,
      backends: backendsOf(cluster),
      apiUrl: cluster.api.url,
      random: random.fork('crowd'),
      recorder,
      makeStock,
    }),
  );
  const { rate, churn, seconds, every: everyMs, faults: only } = options;
  const { actors } = crowd;
  const place = { world, apiUrl: cluster.api.url };
  const hosts = await createHosts(options.organisers, place);
  const outsider = await createOutsider(place);
  const work = { actors, hosts, world, recorder, rate, churn, random: random.fork('workload') };
  const breaking = { cluster, crowd, database, recorder, seconds, only, everyMs };
  const workload = new Workload(work);
  const schedule = new FaultSchedule({ ...breaking, random: random.fork('faults') });
  const owned = stack.move();
  return {
    database,
    world,
    crowd,
    outsider,
    workload,
    schedule,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function openPastLinks({ postgres: { url } }: Cluster): DatabaseHandle {
  // Lost connections are part of the game; the next query finds a new one.
  return openDatabase({ url, max: 4, name: 'torture runner', onIdleError: () => {} });
}

const backendsOf = ({ nodes }: Cluster) =>
  nodes.map(({ node, links }) => ({ name: node.name, link: links.clients, isUp: node.isUp }));

const diskFor = ({ rate, seconds }: TortureOptions): number =>
  DISK_BASE_MB + Math.ceil(((rate * seconds) / 1_000) * DISK_MB_PER_1000_MESSAGES);
