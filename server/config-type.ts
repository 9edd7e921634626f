import type { Config } from '../lib/config.ts';
import type { Limits } from '../lib/server/limits.ts';

/** What the socket server needs to know; port 0 takes a free one. */
export type SocketServerConfig = Pick<
  Config,
  'production' | 'host' | 'socketPort' | 'databaseUrl' | 'authSecret' | 'allowedOrigins'
> &
  Partial<Pick<Config, 'redisUrl' | 'nodeName' | 'push' | 'appUrl' | 'linkPreviews'>> & {
    readonly limits: Limits;
  };
