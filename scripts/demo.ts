import type { Kysely } from 'kysely';
import { openDatabase } from '../db/client.ts';
import type { Database } from '../db/schema.ts';
import { readConfig, type Config } from '../lib/config.ts';
import { openReadyDatabase } from './database.ts';
import { DEMO_LOGINS, DEMO_PASSWORD } from './demo-data.ts';
import { authSecret, loadEnvironmentFile } from './environment.ts';

const log = (line: string): void => console.log(line);

type Env = Readonly<Record<string, string | undefined>>;

/** `npm run demo`: adds what is missing of the demo people, events and messages. */
export async function main(): Promise<number> {
  loadEnvironmentFile();
  await using database = await openReadyDatabase(log);
  const env = { ...process.env, DATABASE_URL: database.url, AUTH_SECRET: authSecret() };
  await using handle = openDatabase({ url: database.url, max: 2, name: 'hallway demo' });
  await load(handle.db, readConfig(env));
  log(`The demo is there: sign in as ${DEMO_LOGINS.join(' or ')}, password ${DEMO_PASSWORD}.`);
  return 0;
}

/**
 * Loads the demo into a database that nobody uses yet, so that what somebody deleted stays deleted, and an
 * instance with people in it gets no accounts with a known password.
 *
 * @returns whether the demo's accounts are there.
 */
export async function loadDemoOnce(env: Env, say: (line: string) => void): Promise<boolean> {
  const config = readConfig(env);
  await using handle = openDatabase({ url: config.databaseUrl, max: 2, name: 'hallway demo' });
  if (await isUnused(handle.db)) {
    await load(handle.db, config);
    say('Loaded the demo: people, events and messages to try things with.');
  }
  return await hasDemo(handle.db);
}

/** Loaded only where it is needed: it brings the API's whole server side, which stays in memory afterwards. */
async function load(db: Kysely<Database>, config: Config): Promise<void> {
  const { loadDemo } = await import('./demo-load.ts');
  await loadDemo(db, config);
}

/** Whether nobody has an account yet. */
async function isUnused(db: Kysely<Database>): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) === undefined;
}

async function hasDemo(db: Kysely<Database>): Promise<boolean> {
  const found = db.selectFrom('user').select('id').where('email', '=', DEMO_LOGINS[0]);
  return (await found.executeTakeFirst()) !== undefined;
}
