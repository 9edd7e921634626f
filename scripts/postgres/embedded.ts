import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { clusterFolder, ensureCluster } from './cluster.ts';
import { choosePlace, type Place } from './place.ts';
import { connectOrStart, SHARE_NAME, stopServer, urlOf } from './server.ts';

const DATABASE = 'hallway';
const LEAVING = 'hallway leaving';
/** Any number; only ours are in this server. */
const ENSURE_LOCK = 1;
/** Long enough for the connections of processes that ended a moment ago to be noticed as closed. */
const QUIET_WAIT_MS = 2_000;

export interface EmbeddedOptions {
  /** Where the data live; made if missing. */
  readonly folder: string;
  readonly fsync?: boolean;
  readonly log?: (line: string) => void;
}

/** A share in the embedded PostgreSQL. Several processes may hold one at once. */
export interface EmbeddedDatabase extends AsyncDisposable {
  readonly url: string;
  /** Where the cluster really is; differs from what was asked for only as described at `choosePlace`. */
  readonly folder: string;
  /** Calls back, at most once, if the server goes away before the share is given back. */
  onLost(listener: () => void): void;
}

/**
 * Opens the PostgreSQL of a data folder: makes it at the first time, starts it if it does not run, and shares
 * it otherwise. Giving the share back stops the server if nobody else is connected to it, so the last one to
 * leave turns off the light, whoever started it.
 *
 * Throws `StartFailure` with a line for the person where it cannot be had.
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { fsync = true, log = () => {} } = options;
  const place = choosePlace(resolve(options.folder));
  await ensureCluster(place, log);
  const client = await connectOrStart(place, { fsync });
  await ensureDatabase(client);
  return toShare(place, client);
}

/** Under a lock, since two starts at once would both find it missing. */
async function ensureDatabase(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [ENSURE_LOCK]);
  const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  await client.query('select pg_advisory_unlock($1)', [ENSURE_LOCK]);
}

function toShare(place: Place, client: Client): EmbeddedDatabase {
  let given = false;
  return {
    url: urlOf(clusterFolder(place), client.port, DATABASE),
    folder: clusterFolder(place),
    onLost(listener) {
      client.once('end', () => {
        if (!given) listener();
      });
    },
    async [Symbol.asyncDispose]() {
      if (given) return;
      given = true;
      const alone = await isAlone(client).catch(() => false);
      if (alone) await stopServer(place);
      // The server may have ended the connection already; then there is nothing left to close.
      await client.end().catch(() => {});
    },
  };
}

/**
 * Whether nobody else uses the server. Those who are leaving as well do not count, or all who leave at once
 * would wait for each other.
 */
async function isAlone(client: Client): Promise<boolean> {
  const deadline = Date.now() + QUIET_WAIT_MS;
  await client.query(`set application_name = '${LEAVING}'`);
  for (;;) {
    const { rows } = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity
       where backend_type = 'client backend' and application_name <> '${LEAVING}'`,
    );
    if (rows.length === 0) return true;
    if (rows.some(({ name }) => name === SHARE_NAME) || Date.now() > deadline) return false;
    await sleep(50);
  }
}
