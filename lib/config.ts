import { z } from 'zod';
import { StartFailure } from './start-failure.ts';

/** Shorter secrets can be guessed; Better Auth asks for the same. */
const SECRET_MIN_CHARS = 32;

/** Everything that the environment decides. Both servers read it once, at their start, and pass it on. */
export interface Config {
  readonly production: boolean;
  /** The address that both servers listen on; undefined is "every interface". */
  readonly host: string | undefined;
  readonly socketPort: number;
  readonly appPort: number;
  readonly databaseUrl: string;
  /** One Redis, or several addresses of a cluster with commas between. */
  readonly redisUrl: string | undefined;
  readonly authSecret: string;
  /** Stands in front of the ids of this node's sessions, so that a proxy can tell whose they are. */
  readonly nodeName: string | undefined;
  /** Where people open the app, without a trailing slash. */
  readonly appUrl: string;
  /** Origins whose pages may use the API and the sockets; always contains the app's own. */
  readonly allowedOrigins: readonly string[];
  /** Where browsers find the socket server. */
  readonly publicSocketUrl: string;
  readonly logFormat: 'json' | 'pretty';
  /** Whether the app server stands behind a proxy whose X-Forwarded-For can be believed. */
  readonly trustProxy: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration and checks all of it.
 *
 * An empty variable counts as one that is not set. Throws `StartFailure` with one line for each bad value; the
 * lines never repeat a secret.
 */
export function readConfig(env: Env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''));
  const parsed = Variables.safeParse(set);
  if (!parsed.success) throw new StartFailure(...parsed.error.issues.map(toLine));
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  const appUrl = values.APP_URL ?? `http://localhost:${values.APP_PORT}`;
  return {
    production,
    host: values.HOST ?? (production ? undefined : '127.0.0.1'),
    socketPort: values.SOCKET_PORT,
    appPort: values.APP_PORT,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    authSecret: values.AUTH_SECRET,
    nodeName: values.NODE_NAME,
    appUrl,
    allowedOrigins: [...new Set([new URL(appUrl).origin, ...values.ALLOWED_ORIGINS])],
    publicSocketUrl: values.EXPO_PUBLIC_SOCKET_URL ?? `http://localhost:${values.SOCKET_PORT}`,
    logFormat: values.LOG_FORMAT ?? (production ? 'json' : 'pretty'),
    trustProxy: values.TRUST_PROXY === '1',
  };
}

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535)
    .default(fallback);

const url = (protocols: readonly string[]) =>
  z
    .string()
    .trim()
    .refine((value) => protocols.includes(protocolOf(value)));

const webUrl = url(['http:', 'https:']).transform((value) => value.replace(/\/+$/, ''));

const Variables = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().optional(),
  SOCKET_PORT: port(3001),
  APP_PORT: port(8081),
  DATABASE_URL: url(['postgres:', 'postgresql:']),
  REDIS_URL: z
    .string()
    .transform((list) => list.split(',').map((address) => address.trim()))
    .pipe(z.array(url(['redis:', 'rediss:'])))
    .transform((addresses) => addresses.join())
    .optional(),
  AUTH_SECRET: z.string().min(SECRET_MIN_CHARS),
  NODE_NAME: z
    .string()
    .regex(/^[a-z0-9]{1,16}$/)
    .optional(),
  APP_URL: webUrl.optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .pipe(z.array(webUrl.transform((value) => new URL(value).origin)))
    .default([]),
  EXPO_PUBLIC_SOCKET_URL: webUrl.optional(),
  LOG_FORMAT: z.enum(['json', 'pretty']).optional(),
  TRUST_PROXY: z.enum(['0', '1']).optional(),
});

/** What each variable must be, as the second half of a sentence that starts with its name. */
const expectations: Readonly<Record<string, string>> = {
  SOCKET_PORT: 'must be a port number from 1 to 65535',
  APP_PORT: 'must be a port number from 1 to 65535',
  DATABASE_URL: 'must be the address of a PostgreSQL: postgres://user:password@host:5432/name',
  REDIS_URL:
    'must be the address of a Redis, or of several nodes of a cluster with commas between: redis://host:6379',
  AUTH_SECRET: `must be a secret of at least ${SECRET_MIN_CHARS} characters; make one with "openssl rand -base64 32"`,
  NODE_NAME: 'must be 1 to 16 small letters and digits, another one for each node',
  APP_URL: 'must be the address where people open the app: https://chat.example.org',
  ALLOWED_ORIGINS: 'must be web addresses separated by commas: https://a.example,https://b.example',
  EXPO_PUBLIC_SOCKET_URL: 'must be the address of the socket server: http://localhost:3001',
  LOG_FORMAT: 'must be "json" or "pretty"',
  TRUST_PROXY: 'must be 1 behind a proxy that sets X-Forwarded-For, else 0',
};

function toLine(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  return `${name} ${expectations[name] ?? 'is not valid'}.`;
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}
