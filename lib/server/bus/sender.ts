import { NOTIFICATION_MAX_BYTES, openNotifier } from '../../../db/notify.ts';
import { toPackets, type Hint } from './hints.ts';
import { createOutbox } from './outbox.ts';
import { channelOf, openRedis, type RedisClient } from './redis-client.ts';
import { within } from './within.ts';

export interface SenderOptions {
  readonly databaseUrl: string;
  /** One Redis, or several addresses of a cluster with commas between. `undefined`: PostgreSQL carries everything. */
  readonly redisUrl: string | undefined;
  readonly authSecret: string;
  /** Names this process to the others. */
  readonly processId: string;
  readonly log: SenderLog;
}

/** As much of a log as this needs. */
interface SenderLog {
  warn(fields: object, message: string): void;
}

export interface Sender extends AsyncDisposable {
  /** Tells all nodes, within 20 ms, if it can. Call after the commit that it is about. Returns at once. */
  readonly tell: (hint: Hint) => void;
  /** Resolves when everything that was handed in is told, or could not be. */
  readonly settle: () => Promise<void>;
  /** Answers a process that is no node, by the database. Rejects where it can't be reached. */
  readonly answer: (text: string) => Promise<void>;
  /** Sends to one channel of the Redis; rejects where there is none, or it does not answer. */
  readonly probe: (channel: string, text: string) => Promise<void>;
}

const REDIS_PACKET_MAX_BYTES = 60_000;

/** A Redis that takes longer is not waited for: PostgreSQL carries the hints then. */
const REDIS_TIMEOUT_MS = 300;
/** How long a Redis that did not answer is left alone. */
const REDIS_PAUSE_MS = 1_000;

/**
 * Tells the nodes by Redis where there is one, and by PostgreSQL's notifications
 * where there is none or it does not answer. Every node listens to both.
 */
export function openSender(options: SenderOptions): Sender {
  const { databaseUrl, redisUrl, processId, log } = options;
  const complain = complainOnce(log);
  const notifier = openNotifier({ url: databaseUrl, onIdleError: () => {} });
  const redis = redisUrl === undefined ? null : openRedis(redisUrl, () => {});
  const channel = channelOf(options.authSecret);
  let redisIsLeftAloneUntil = -Infinity;

  const byRedis = async (hints: readonly Hint[]): Promise<boolean> => {
    if (redis === null || performance.now() < redisIsLeftAloneUntil) return false;
    try {
      for (const packet of toPackets(processId, hints, REDIS_PACKET_MAX_BYTES)) {
        await publish(redis, channel, packet);
      }
      return true;
    } catch {
      redisIsLeftAloneUntil = performance.now() + REDIS_PAUSE_MS;
      return false;
    }
  };
  const outbox = createOutbox(async (hints) => {
    if (await byRedis(hints)) return;
    await notifier.notify(toPackets(processId, hints, NOTIFICATION_MAX_BYTES));
    complain.over();
  }, complain.about);

  return {
    tell: outbox.tell,
    settle: outbox.settle,
    answer: notifier.answer,
    probe: (to, text) =>
      redis === null ? Promise.reject(new Error('no Redis')) : publish(redis, to, text),
    async [Symbol.asyncDispose]() {
      await outbox.settle();
      redis?.disconnect();
      await notifier[Symbol.asyncDispose]();
    },
  };
}

const publish = async (redis: RedisClient, channel: string, text: string): Promise<void> => {
  await within(REDIS_TIMEOUT_MS, redis.publish(channel, text));
};

/** Says a trouble once, until it is over. */
function complainOnce(log: SenderLog) {
  let hasComplained = false;
  return {
    about: (error: unknown): void => {
      if (!hasComplained) log.warn({ error }, 'Other nodes could not be woken; they will poll');
      hasComplained = true;
    },
    over: (): void => {
      hasComplained = false;
    },
  };
}
