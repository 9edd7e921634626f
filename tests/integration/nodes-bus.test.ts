import { tmpdir } from 'node:os';

import { Client } from 'pg';
import { expect, test } from 'vitest';

import { startConversation, type Heard } from '../harness/conversation.ts';
import { hasRedis, startRedis, type TestRedis } from '../harness/redis.ts';
import { openRedisProxy } from '../harness/redis-proxy.ts';
import { createBackend } from '../../lib/api/backend.ts';
import {
  startStack,
  TEST_SECRET,
  waitUntil,
  type Stack,
  type StackOptions,
} from '../harness/stack.ts';

/** One message each 40 ms is more than one person may send. */
const limits = { messagesPerSecond: 1_000, messagesBurst: 1_000, messagesPerMinute: 60_000 };

/** Hints that go by a healthy bus arrive in some milliseconds; this machine may be busy. */
const HEALTHY_MS = 600;

/** A second more than without the fault. */
const FAULT_MS = HEALTHY_MS + 1_000;

const startNodes = (options: StackOptions): Promise<Stack> =>
  startStack({ nodes: 2, limits, ...options });

async function speakerAndListener(stack: Stack) {
  const speaker = await stack.joined(await stack.participant('Alice'), { node: 0 });
  const listener = await stack.joined(await stack.participant('Bob'), { node: 1, v1: true });
  return { speaker, listener };
}

/** Lets one talk over the two nodes while something happens to what is between them. */
async function talkDuring(stack: Stack, happening: () => Promise<void>): Promise<Heard> {
  const conversation = startConversation(stack.eventId, await speakerAndListener(stack));
  await happening();
  return conversation.end();
}

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const saysRedisIsThere = (stack: Stack): boolean =>
  stack.nodes.every(({ logged }) => logged().includes('Redis is there'));

function expectWhole({ acknowledged, heard }: Heard): void {
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(heard).toEqual(acknowledged);
}

test('[NODE-1] what is said on one node arrives on another, in order, each once, at once', async () => {
  await using stack = await startNodes({});
  const result = await talkDuring(stack, () => pass(2_000));
  expectWhole(result);
  expect(result.slowestMs).toBeLessThan(HEALTHY_MS);
});

test('[NODE-2] without notifications it takes a second more at most', async () => {
  await using stack = await startNodes({});
  const killing = setInterval(
    () =>
      void stack.database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name in ('hallway listen', 'hallway notify') and datname = current_database()`,
      ),
    20,
  );
  try {
    await waitUntil(() => stack.node(1).logged().includes('interrupted'), 'the cut to be noticed');
    const result = await talkDuring(stack, () => pass(4_000));
    expectWhole(result);
    expect(result.slowestMs).toBeLessThan(FAULT_MS);
  } finally {
    clearInterval(killing);
  }
});

test('[NODE-4] whatever else is said on the bus is ignored, and no hint is believed beyond the log', async () => {
  await using stack = await startNodes({});
  const { eventId, database } = stack;
  const { speaker, listener } = await speakerAndListener(stack);
  const junk = [
    'junk',
    '{"from":"x"}',
    '[]',
    '{"from":"x","hints":[null,7,{"is":"head"},{"is":"head","eventId":7,"head":-1},{"is":"?"}]}',
    JSON.stringify({ from: 'x', hints: [{ is: 'head', eventId, head: 1_000_000 }] }),
    JSON.stringify({ from: 'x', hints: [{ is: 'head', eventId: 'nothing', head: 3 }] }),
    JSON.stringify({ from: 'x', hints: [{ is: 'head', eventId, head: null }] }),
    'x'.repeat(7_000),
  ];
  for (const text of junk) {
    await database.pool.query('select pg_notify($1, $2)', ['hallway_bus', text]);
  }
  await speaker.request('send-message', { eventId, content: 'still here' });
  await waitUntil(() => listener.of('new-message').length === 1, 'the message');
  expect(listener.of('room-closed')).toEqual([]);
});

/** Hears what nodes tell each other, without being one of them. */
async function overhearHeads({ database }: Stack) {
  const client = new Client({ connectionString: database.url });
  const heads: number[] = [];
  client.on('notification', ({ payload = '' }) => {
    for (const [, head] of payload.matchAll(/"head":(\d+)/g)) heads.push(Number(head));
  });
  await client.connect();
  await client.query('listen hallway_bus');
  return { heads, [Symbol.asyncDispose]: () => client.end() };
}

/** The nodes have heard from the database how many they are. */
const knowEachOther = async ({ database, nodes }: Stack): Promise<boolean> => {
  const { rows } = await database.pool.query(
    `select from pg_stat_activity where application_name = 'hallway listen' and state = 'idle'
       and query like '%from pg_locks%' and datname = current_database()`,
  );
  return rows.length === nodes.length;
};

test('[NODE-11] a node that is alone tells nobody of its messages; one that comes is told', async () => {
  await using stack = await startStack({ limits });
  await using overheard = await overhearHeads(stack);
  const { heads } = overheard;
  await waitUntil(() => knowEachOther(stack), 'the node to know that it is alone');
  const speaker = await stack.joined(await stack.participant('Alice'));
  const say = async (content: string): Promise<number> => {
    const answer = await speaker.request('send-message', { eventId: stack.eventId, content });
    return answer.ok ? (answer.value.seq ?? 0) : 0;
  };
  const alone = await say('alone');
  await stack.startNode();
  const listener = await stack.joined(await stack.participant('Bob'), { node: 1, v1: true });
  await waitUntil(() => knowEachOther(stack), 'the other node to be there');
  const told = await say('together');
  await waitUntil(() => heads.includes(told), 'the message to be told');
  await waitUntil(() => listener.of('new-message').length === 1, 'the message to arrive');
  expect(heads).not.toContain(alone);
});

const faults: readonly [string, (redis: TestRedis, stack: Stack) => Promise<void>][] = [
  ['nothing happens to it', () => pass(2_000)],
  [
    'it is killed and started again',
    async (redis) => {
      await pass(1_000);
      await redis.kill();
      await pass(3_000);
      await redis.start();
      await pass(2_000);
    },
  ],
  [
    'it is paused',
    async (redis) => {
      await pass(1_000);
      redis.pause();
      await pass(5_000);
      redis.resume();
      await pass(2_000);
    },
  ],
  [
    'it is flushed, and told to keep its clients waiting',
    async (redis) => {
      await pass(500);
      await redis.command('FLUSHALL');
      await pass(500);
      await redis.command('CLIENT PAUSE 2000 ALL');
      await pass(3_000);
    },
  ],
  [
    'it loses all its connections again and again',
    async (redis) => {
      for (let n = 0; n < 20; n += 1) {
        await redis.command('CLIENT KILL TYPE normal');
        await redis.command('CLIENT KILL TYPE pubsub');
        await pass(150);
      }
    },
  ],
];

test.runIf(hasRedis).each(faults)(
  '[NODE-3] with a Redis nothing is lost or late by more than a second when %s',
  async (_, happen) => {
    await using redis = await startRedis();
    await using stack = await startNodes({ redisUrl: redis.url });
    await waitUntil(() => saysRedisIsThere(stack), 'the nodes to find Redis');
    const result = await talkDuring(stack, () => happen(redis, stack));
    expectWhole(result);
    expect(result.slowestMs).toBeLessThan(FAULT_MS);
  },
  40_000,
);

test.runIf(hasRedis)(
  '[NODE-3] a connection to Redis that ends while it subscribes again ends no node',
  async () => {
    await using redis = await startRedis();
    await using proxy = await openRedisProxy(redis);
    await using stack = await startNodes({ redisUrl: proxy.url });
    await waitUntil(() => saysRedisIsThere(stack), 'both nodes to hear of Redis');
    const result = await talkDuring(stack, async () => {
      proxy.endAtSubscribing(6);
      await waitUntil(() => proxy.ended() === 6, 'six connections to end');
      await pass(1_000);
    });
    expectWhole(result);
    expect(result.slowestMs).toBeLessThan(FAULT_MS);
  },
);

test.runIf(hasRedis)('[NODE-3] a Redis that is not there yet is found when it comes', async () => {
  await using redis = await startRedis();
  await redis.kill();
  await using stack = await startNodes({ redisUrl: redis.url });
  const before = await talkDuring(stack, () => pass(1_500));
  expectWhole(before);
  const saysItIsAway = (): boolean =>
    stack.nodes.every(({ logged }) => logged().includes('Redis does not answer'));
  await waitUntil(saysItIsAway, 'the nodes to say that Redis is away');
  await redis.start();
  await waitUntil(() => saysRedisIsThere(stack), 'the nodes to find Redis');
  const after = await talkDuring(stack, () => pass(1_500));
  expectWhole(after);
  expect(Math.max(before.slowestMs, after.slowestMs)).toBeLessThan(FAULT_MS);
});

test.runIf(hasRedis)('[NODE-1] the app server wakes the nodes by Redis as well', async () => {
  await using redis = await startRedis();
  await using stack = await startStack({ nodes: 0 });
  const { id: userId, name: userName } = await stack.participant('Alice');
  const { eventId, database } = stack;
  await using backend = await createBackend({
    config: {
      production: false,
      databaseUrl: database.url,
      redisUrl: redis.url,
      authSecret: TEST_SECRET,
      appUrl: 'http://localhost:8081',
      allowedOrigins: [],
      logFormat: 'json',
      dataFolder: tmpdir(),
    },
  });
  using overheard = await redis.overhear();
  const say = (content: string) =>
    backend.broadcast.message({
      id: content,
      eventId,
      userId,
      userName,
      content,
      createdAt: new Date().toISOString(),
    });
  const said: string[] = [];
  await waitUntil(async () => {
    // Until it has found Redis its wake-ups go by the database.
    said.push(`message-${said.length}`);
    await say(said.at(-1) ?? '');
    return overheard.text().includes(`{"is":"head","eventId":"${eventId}"`);
  }, 'the wake-up');
  await redis.kill();
  await say('without');
  expect(await stack.storedMessages()).toEqual([...said, 'without']);
});

test.runIf(hasRedis)('[NODE-5] several addresses are a Redis cluster', async () => {
  const asCluster = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'];
  await using redis = await startRedis(asCluster);
  await redis.command('CLUSTER ADDSLOTSRANGE 0 16383');
  const isReady = async (): Promise<boolean> =>
    (await redis.command('CLUSTER INFO')).includes('cluster_state:ok');
  await waitUntil(isReady, 'the cluster to be whole');
  await using stack = await startNodes({ redisUrl: `${redis.url},${redis.url}` });
  await waitUntil(() => saysRedisIsThere(stack), 'the nodes to find the cluster');
  const result = await talkDuring(stack, async () => {
    await pass(1_000);
    await redis.command('CLIENT KILL TYPE pubsub');
    await pass(2_000);
  });
  expectWhole(result);
  expect(result.slowestMs).toBeLessThan(FAULT_MS);
});
