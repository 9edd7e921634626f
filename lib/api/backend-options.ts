import type { Config } from '../config.ts';
import type { Limits } from '../server/limits.ts';
import type { Logger } from './ports.ts';

export interface BackendOptions {
  readonly config: Pick<
    Config,
    | 'production'
    | 'databaseUrl'
    | 'authSecret'
    | 'appUrl'
    | 'allowedOrigins'
    | 'logFormat'
    | 'dataFolder'
  > &
    Partial<Pick<Config, 'redisUrl' | 'push' | 'filesFolder' | 's3' | 'clamd'>>;
  readonly logger?: Logger;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
}
