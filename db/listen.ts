import { sql, type Kysely } from 'kysely';
import { Client, escapeIdentifier } from 'pg';

import type { Database } from './schema.ts';

/** Carries what processes tell each other: hints, since every node polls too. */
export const BUS_CHANNEL = 'hallway_bus';
/** Carries answers to what a process that is no node has asked the nodes. */
export const ANSWER_CHANNEL = 'hallway_answer';
/** Carries a session's id; sent by the trigger that records its end. */
export const SESSION_CHANNEL = 'hallway_session';

/** Each process that listens holds this lock, shared, exactly as long as its connection lives. */
const LISTENERS_LOCK = 1_346_984_513;

const enrol = `select pg_advisory_lock_shared(0, ${LISTENERS_LOCK})`;
const listeners = `
  from pg_locks
  where locktype = 'advisory' and classid = 0 and objid = ${LISTENERS_LOCK} and objsubid = 2
    and database = (select oid from pg_database where datname = current_database())`;
const askForOthers = `select exists (select ${listeners} and pid <> pg_backend_pid()) as others`;

/** How many nodes listen now. One that died without a word counts until its connection is found dead. */
export async function countListeners(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql
    .raw<{ nodes: number }>(`select count(*)::int as nodes ${listeners}`)
    .execute(db);
  return rows[0]?.nodes ?? 0;
}

const BACKOFF_MIN_MS = 100;
const BACKOFF_MAX_MS = 5_000;

/** A dead connection says nothing, so it is asked something; longer than a busy database takes to answer. */
const PING_EVERY_MS = 5_000;
const PING_TIMEOUT_MS = 4_000;

export interface ListenOptions {
  readonly url: string;
  readonly channels: readonly string[];
  /** False: the other processes need not know that this one listens. */
  readonly isNode?: boolean;
  readonly onNotification: (channel: string, payload: string) => void;
  /** Told when the connection is there, and when it is lost: hints sent meanwhile are gone. */
  readonly onHealth: (isHealthy: boolean) => void;
  /** Told again and again whether other processes listen too. One that came since then is not known yet. */
  readonly onOthers: (areThere: boolean) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Follows PostgreSQL's notifications on a connection of its own, which it makes
 * again with growing pauses whenever it ends. Nothing may depend on a single one
 * of them: whoever listens polls as well.
 */
export function listen(options: ListenOptions): AsyncDisposable {
  const { onHealth, onError } = options;
  const stop = new AbortController();
  let client: Client | null = null;

  const follow = async (): Promise<void> => {
    let failures = 0;
    while (!stop.signal.aborted) {
      client = newClient(options);
      const ended = endOf(client);
      try {
        await subscribe(client, options);
        failures = 0;
        onHealth(true);
        await Promise.race([ended, pingForever(client, options, stop.signal)]);
      } catch (error) {
        if (!stop.signal.aborted) onError(error);
      }
      onHealth(false);
      await client.end().catch(() => {});
      await sleep(Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** failures), stop.signal);
      failures += 1;
    }
  };

  const following = follow();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await client?.end().catch(() => {});
      await following;
    },
  };
}

const newClient = ({ url }: ListenOptions): Client =>
  new Client({
    connectionString: url,
    application_name: 'hallway listen',
    connectionTimeoutMillis: PING_TIMEOUT_MS,
    query_timeout: PING_TIMEOUT_MS,
    keepAlive: true,
  });

const endOf = (client: Client): Promise<never> => {
  const ended = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('The connection for notifications ended.')));
  });
  ended.catch(() => {});
  return ended;
};

async function subscribe(client: Client, options: ListenOptions): Promise<void> {
  const { channels, onNotification, isNode = true } = options;
  client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''));
  await client.connect();
  for (const channel of channels) await client.query(`listen ${escapeIdentifier(channel)}`);
  if (isNode) await client.query(enrol);
  await lookForOthers(client, options);
}

async function lookForOthers(client: Client, { onOthers }: ListenOptions): Promise<void> {
  const { rows } = await client.query<{ others: boolean }>(askForOthers);
  onOthers(rows[0]?.others ?? true);
}

async function pingForever(
  client: Client,
  options: ListenOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(PING_EVERY_MS, signal);
    if (!signal.aborted) await lookForOthers(client, options);
  }
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
