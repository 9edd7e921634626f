import { over, type FaultKind, type Victims } from './fault.ts';

const it = (): readonly string[] => ['database'];

const withoutDisk = ({ cluster }: Victims): string | null =>
  cluster.disk === undefined ? 'a disk of its own takes Linux and root' : null;

export const databaseFaults: readonly FaultKind[] = [
  {
    kind: 'database-crash',
    part: 'database',
    lasts: [100, 2_500],
    targets: it,
    async begin({ cluster }) {
      await cluster.postgres.crash();
      return () => cluster.postgres.start();
    },
  },
  {
    kind: 'database-restart',
    part: 'database',
    lasts: [0, 1_000],
    targets: it,
    async begin({ cluster }) {
      await cluster.postgres.stop();
      return () => cluster.postgres.start();
    },
  },
  {
    kind: 'database-ends-connections',
    part: 'database',
    lasts: [0, 0],
    targets: it,
    async begin({ database }) {
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where backend_type = 'client backend' and application_name like 'hallway%'
           and application_name <> 'hallway share'`,
      );
      return over;
    },
  },
  {
    kind: 'database-lock',
    part: 'database',
    lasts: [500, 4_000],
    targets: () => ['event_log_head'],
    async begin({ database }) {
      const client = await database.pool.connect();
      try {
        await client.query('begin');
        // Longer than this connection may otherwise sit in a transaction, or wait: a frozen node may hold a log itself.
        await client.query('set local idle_in_transaction_session_timeout = 0');
        await client.query('set local lock_timeout = 0');
        await client.query('set local statement_timeout = 0');
        await client.query('select 1 from event_log_head order by event_id for update');
      } catch (error) {
        client.release(true);
        throw error;
      }
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
  },
  {
    kind: 'disk-full',
    part: 'database',
    lasts: [1_000, 4_000],
    whyNot: withoutDisk,
    targets: () => ["the database's disk"],
    async begin({ cluster }) {
      cluster.disk?.fill();
      return async () => {
        cluster.disk?.free();
        // Without space for its own log it may have ended.
        await cluster.postgres.start();
      };
    },
  },
];

const withoutRedis = ({ cluster }: Victims): string | null =>
  cluster.redis === undefined ? 'the run has no Redis' : null;

const redisFault = (fault: Pick<FaultKind, 'kind' | 'lasts' | 'begin'>): FaultKind => ({
  ...fault,
  part: 'redis',
  whyNot: withoutRedis,
  targets: () => ['redis'],
});

export const redisFaults: readonly FaultKind[] = [
  redisFault({
    kind: 'redis-kill',
    lasts: [200, 4_000],
    async begin({ cluster: { redis } }) {
      await redis?.kill();
      return async () => redis?.start();
    },
  }),
  redisFault({
    kind: 'redis-flush',
    lasts: [0, 0],
    async begin({ cluster: { redis } }) {
      await redis?.command('FLUSHALL');
      return over;
    },
  }),
  redisFault({
    kind: 'redis-sleep',
    lasts: [0, 0],
    async begin({ cluster: { redis } }, _, random) {
      await redis?.command('DEBUG', 'SLEEP', String(random.int(1, 3)));
      return over;
    },
  }),
  redisFault({
    kind: 'redis-pause',
    lasts: [2_000, 2_000],
    async begin({ cluster: { redis } }) {
      await redis?.command('CLIENT', 'PAUSE', '2000', 'ALL');
      return over;
    },
  }),
  redisFault({
    kind: 'redis-ends-connections',
    lasts: [0, 0],
    async begin({ cluster: { redis } }) {
      await redis?.command('CLIENT', 'KILL', 'TYPE', 'normal');
      await redis?.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
      return over;
    },
  }),
];
