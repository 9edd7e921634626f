import { openDatabase } from '../db/client.ts';
import { explainConnectionFailure, findConnectionFailure } from '../db/connection-failure.ts';
import { migrateToLatest, readSchemaState } from '../db/migrate.ts';
import { StartFailure } from '../lib/start-failure.ts';
import { dataFolder } from './environment.ts';
import { openEmbeddedDatabase } from './postgres/embedded.ts';

type Log = (line: string) => void;

/** A database that answers and has the schema of this code. */
export interface ReadyDatabase extends AsyncDisposable {
  readonly url: string;
  /** For a person: where the data are. */
  readonly description: string;
  /** Calls back, at most once, if an embedded database goes away while it is in use. */
  onLost(listener: () => void): void;
}

/**
 * Opens the database of DATABASE_URL, or else the embedded one, and brings its schema up to this code.
 *
 * Throws `StartFailure` with a line for the person where that is not possible; an embedded database that was
 * started for it is stopped again.
 */
export async function openReadyDatabase(log: Log): Promise<ReadyDatabase> {
  const database = await openAny(log);
  try {
    await migrate(database.url, log);
    return database;
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

async function openAny(log: Log): Promise<ReadyDatabase> {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined && url !== '') {
    return {
      url,
      description: `yours, at ${new URL(url).host}`,
      onLost: () => {},
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const embedded = await openEmbeddedDatabase({ folder: dataFolder(), log });
  const { host } = new URL(embedded.url);
  return {
    url: embedded.url,
    description: `PostgreSQL at ${host}, data in ${embedded.folder}`,
    onLost: (listener) => embedded.onLost(listener),
    [Symbol.asyncDispose]: () => embedded[Symbol.asyncDispose](),
  };
}

async function migrate(url: string, log: Log): Promise<void> {
  const failure = await findConnectionFailure(url);
  if (failure !== undefined) throw new StartFailure(failure);
  await using handle = openDatabase({ url, max: 1, name: 'hallway migrate' });
  if ((await readSchemaState(handle.db)) === 'newer') {
    throw new StartFailure(
      'The database is newer than this version of Hallway: update Hallway (git pull, npm install), or set DATABASE_URL to another database.',
    );
  }
  try {
    const steps = await migrateToLatest(handle.db);
    if (steps.length > 0) log(`Brought the database up to date: ${steps.join(', ')}.`);
  } catch (error) {
    throw new StartFailure(explainConnectionFailure(error, url));
  }
}
