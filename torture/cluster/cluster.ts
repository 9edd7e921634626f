import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDatabase } from '../../db/client.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { limitVariable, type LimitName } from '../../lib/server/limits.ts';
import { freePort } from '../../tests/harness/ports.ts';
import type { TcpProxy } from '../faults/tcp-proxy.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { startApi, type ApiProcess } from './api-process.ts';
import { createClock } from './clock.ts';
import { createDisk, type Disk } from './disk.ts';
import { closeLinks, openLinks, throughLink, type NodeLinks } from './links.ts';
import { ClusterNode } from './node.ts';
import { startPostgres, type Postgres } from '../../scripts/postgres/crashable.ts';
import { startRedis, type RedisServer } from './redis.ts';

export interface ClusterOptions {
  readonly nodes: number;
  readonly withRedis: boolean;
  /** Size of the database's disk. */
  readonly diskMegabytes: number;
  /** The socket server's file. */
  readonly program: string;
  readonly random: Random;
  readonly recorder: Recorder;
}

export interface LinkedNode {
  readonly node: ClusterNode;
  readonly links: NodeLinks;
}

/** Everything that a run tortures, on free loopback ports and in a folder of its own. */
export interface Cluster extends AsyncDisposable {
  readonly nodes: readonly LinkedNode[];
  readonly postgres: Postgres;
  readonly redis: RedisServer | undefined;
  readonly disk: Disk | undefined;
  readonly api: ApiProcess;
  readonly apiDatabaseLink: TcpProxy;
}

const SECRET = 'a secret of the torture runs, and of nothing else';

/** The limits that stand in the way of one machine that plays everybody. */
export const RAISED_LIMITS: Readonly<Partial<Record<LimitName, number>>> = {
  messagesPerSecond: 1_000,
  messagesBurst: 2_000,
  messagesPerMinute: 60_000,
  changesPerMinute: 60_000,
  visibilityChangesPerMinute: 600,
  activityChangesPerMinute: 600,
  connectionsPerPerson: 200,
  joinsPerSecond: 1_000,
  packetsPerSecond: 2_000,
  packetsBurst: 4_000,
  requestsPerMinute: 100_000,
  searchesPerMinute: 6_000,
  entriesPerMinute: 100_000,
};

const commonEnv = (): Record<string, string> => ({
  AUTH_SECRET: SECRET,
  APP_URL: 'http://localhost:8081',
  LOG_FORMAT: 'json',
  ...Object.fromEntries(
    Object.entries(RAISED_LIMITS).map(([name, value]) => [
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
      limitVariable(name as LimitName),
      String(value),
    ]),
  ),
});

/** Starts all of it. What was started is stopped again where a part does not start. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { recorder, random } = options;
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), `hallway-torture-${process.pid}-`));
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o711);
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const disk = createDisk(folder, options.diskMegabytes);
  if (disk !== undefined) stack.use(disk);
  const data = join(disk?.path ?? folder, 'data');
  mkdirSync(data);
  const postgres = stack.use(await startPostgres(data));
  await migrate(postgres.url);
  const redis = options.withRedis ? await startRedis(folder) : undefined;
  if (redis !== undefined) stack.use(redis);

  const nodes: LinkedNode[] = [];
  for (let index = 1; index <= options.nodes; index += 1) {
    const port = await freePort();
    const links = await openLinks(
      { node: port, database: postgres.port, redis: redis?.port },
      random,
    );
    stack.defer(() => closeLinks(links));
    const name = `node-${index}`;
    const env = {
      ...commonEnv(),
      DATABASE_URL: throughLink(postgres.url, links.database),
      ...(links.redis && { REDIS_URL: `redis://${links.redis.host}:${links.redis.port}` }),
    };
    const clock = createClock(folder, name);
    const node = new ClusterNode({ name, port, program: options.program, env, clock, recorder });
    stack.defer(() => node.kill());
    await node.start();
    nodes.push({ node, links });
  }
  const api = stack.use(await startApi({ recorder, random, env: commonEnv(), postgres }));
  const owned = stack.move();
  return {
    nodes,
    postgres,
    redis,
    disk,
    api,
    apiDatabaseLink: api.databaseLink,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function migrate(url: string): Promise<void> {
  await using database = openDatabase({ url, max: 1, name: 'torture setup' });
  await migrateToLatest(database.db);
}
