import { resolve } from 'node:path';

import { z } from 'zod';

import { defaultPushConfig, type PushConfig } from './server/push-config.ts';
import { PUSH_HOSTS } from './server/push-hosts.ts';
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
  /** Where files are kept that belong to no database: exports. An absolute path. */
  readonly dataFolder: string;
  /** Whether the app server stands behind a proxy whose X-Forwarded-For can be believed. */
  readonly trustProxy: boolean;
  readonly push: PushConfig;
  /** Which pages may be asked for previews of links: the public ones at the web's ports, and what is here. */
  readonly linkPreviews: {
    readonly networks: readonly string[];
    readonly ports: readonly number[];
  };
  /** Where files are, unless they are in S3; undefined: `files` in the data folder. */
  readonly filesFolder: string | undefined;
  readonly s3: S3Settings | undefined;
  /** Where clamd listens: a socket's path, or `host:port`. */
  readonly clamd: string | undefined;
}

/** A bucket for files, in S3 or in what speaks its protocol. */
export interface S3Settings {
  /** Undefined: Amazon's. */
  readonly endpoint: string | undefined;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
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
    dataFolder: resolve(values.DATA_FOLDER),
    trustProxy: values.TRUST_PROXY === '1',
    push: toPush(values),
    linkPreviews: { networks: values.LINK_PREVIEW_NETWORKS, ports: values.LINK_PREVIEW_PORTS },
    filesFolder: values.FILES_FOLDER && resolve(values.FILES_FOLDER),
    s3: toS3(values),
    clamd: values.CLAMD,
  };
}

function toS3(values: z.output<typeof Variables>): S3Settings | undefined {
  const { FILES_S3_BUCKET: bucket, FILES_S3_KEY_ID: id, FILES_S3_SECRET: secret } = values;
  if (bucket === undefined) return undefined;
  if (id === undefined || secret === undefined)
    throw new StartFailure('FILES_S3_BUCKET needs FILES_S3_KEY_ID and FILES_S3_SECRET.');
  return {
    endpoint: values.FILES_S3_ENDPOINT,
    bucket,
    region: values.FILES_S3_REGION,
    accessKeyId: id,
    secretAccessKey: secret,
  };
}

const toPush = (values: z.output<typeof Variables>): PushConfig => ({
  expoUrl: values.EXPO_PUSH_URL ?? defaultPushConfig.expoUrl,
  expoAccessToken: values.EXPO_ACCESS_TOKEN,
  hosts: [...PUSH_HOSTS, ...values.PUSH_HOSTS],
  bundleMs: seconds(values.PUSH_BUNDLE_SECONDS) ?? defaultPushConfig.bundleMs,
  receiptMs: seconds(values.PUSH_RECEIPT_SECONDS) ?? defaultPushConfig.receiptMs,
});

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535);

const port = (fallback: number) => portNumber.default(fallback);

const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((all) => all.split(',').map((each) => each.trim()))
    .pipe(z.array(item));

/** As in `10.0.0.0/8` or `fd00::/8`. */
const network = z.union([z.cidrv4(), z.cidrv6()]);

const seconds = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : value * 1_000;

const secondsFrom0To = (max: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value <= max)
    .optional();

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
  REDIS_URL: listOf(url(['redis:', 'rediss:']))
    .transform((addresses) => addresses.join())
    .optional(),
  AUTH_SECRET: z.string().min(SECRET_MIN_CHARS),
  NODE_NAME: z
    .string()
    .regex(/^[a-z0-9]{1,16}$/)
    .optional(),
  APP_URL: webUrl.optional(),
  ALLOWED_ORIGINS: listOf(webUrl.transform((value) => new URL(value).origin)).default([]),
  EXPO_PUBLIC_SOCKET_URL: webUrl.optional(),
  LOG_FORMAT: z.enum(['json', 'pretty']).optional(),
  DATA_FOLDER: z.string().trim().default('.data'),
  TRUST_PROXY: z.enum(['0', '1']).optional(),
  EXPO_PUSH_URL: webUrl.optional(),
  EXPO_ACCESS_TOKEN: z.string().optional(),
  PUSH_HOSTS: listOf(z.string().regex(/^(https?:\/\/[^/\s]+|(\*\.)?[a-z0-9.-]+)$/)).default([]),
  PUSH_BUNDLE_SECONDS: secondsFrom0To(3_600),
  PUSH_RECEIPT_SECONDS: secondsFrom0To(86_400),
  FILES_FOLDER: z.string().optional(),
  FILES_S3_ENDPOINT: webUrl.optional(),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9.-]{3,63}$/)
    .optional(),
  FILES_S3_REGION: z.string().default('us-east-1'),
  FILES_S3_KEY_ID: z.string().optional(),
  FILES_S3_SECRET: z.string().optional(),
  CLAMD: z
    .string()
    .regex(/^(\/.+|[^/\s]+:\d{1,5})$/)
    .optional(),
  LINK_PREVIEW_NETWORKS: listOf(network).default([]),
  LINK_PREVIEW_PORTS: listOf(portNumber).default([80, 443]),
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
  EXPO_PUSH_URL: 'must be the address of Expo’s push API: https://exp.host',
  PUSH_HOSTS:
    'must be hosts or origins of push services with commas between: push.example.org,*.push.example.net',
  PUSH_BUNDLE_SECONDS: 'must be a number of seconds from 0 to 3600',
  PUSH_RECEIPT_SECONDS: 'must be a number of seconds from 0 to 86400',
  FILES_S3_ENDPOINT: 'must be the address of an S3 server: https://s3.example.org',
  FILES_S3_BUCKET: 'must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens',
  CLAMD: 'must be where clamd listens: /run/clamav/clamd.ctl, or host:port',
  LINK_PREVIEW_NETWORKS:
    'must be networks separated by commas: 10.0.0.0/8,fd00::/8; one address is 10.1.2.3/32',
  LINK_PREVIEW_PORTS: 'must be port numbers from 1 to 65535 separated by commas: 80,443,8080',
  TRUST_PROXY: 'must be 1 behind a proxy that sets X-Forwarded-For, else 0',
};

function toLine(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  return `${name} ${expectations[name] ?? 'is not valid'}.`;
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}
