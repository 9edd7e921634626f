import { createHmac } from 'node:crypto';

import { Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisClient = Redis | Cluster;

const RECONNECT_MIN_MS = 50;
const RECONNECT_MAX_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;

/** A connection on which an answer is awaited this long is dead, and made anew. */
const SOCKET_TIMEOUT_MS = 3_000;

const pauseBefore = (attempt: number): number =>
  Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** Math.min(attempt, 10));

/** Nothing waits for a Redis that is away: what can't be sent now is refused at once, and nothing is sent later. */
const PATIENCE = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  socketTimeout: SOCKET_TIMEOUT_MS,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // It would not hear of a connection that ends meanwhile; who listens subscribes at each start.
  autoResubscribe: false,
} as const satisfies RedisOptions;

/**
 * Connects to one Redis, or to a cluster where several addresses are given,
 * separated by commas. Connects again for ever; never throws and never rejects
 * by itself.
 */
export function openRedis(urls: string, onError: (error: unknown) => void): RedisClient {
  const addresses = urls.split(',').map((url) => url.trim());
  const client =
    addresses.length === 1
      ? new Redis(addresses[0] ?? '', {
          ...PATIENCE,
          enableOfflineQueue: false,
          retryStrategy: pauseBefore,
        })
      : openCluster(addresses);
  client.on('error', onError);
  return client;
}

function openCluster(addresses: readonly string[]): Cluster {
  const { username, password, protocol } = new URL(addresses[0] ?? '');
  return new Cluster([...addresses], {
    enableOfflineQueue: false,
    clusterRetryStrategy: pauseBefore,
    redisOptions: {
      ...PATIENCE,
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' && { tls: {} }),
    },
  });
}

/** The channel of one deployment: others may share the Redis. It tells nothing of the secret. */
export const channelOf = (authSecret: string): string =>
  `hallway:${createHmac('sha256', authSecret).update('bus').digest('base64url').slice(0, 16)}`;
