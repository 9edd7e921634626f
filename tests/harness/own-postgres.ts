import { openDatabase } from '../../db/client.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { openEmbeddedDatabase, type EmbeddedDatabase } from '../../scripts/postgres/embedded.ts';
import { temporaryFolder } from './folder.ts';
import { postmasterOf } from './postmaster.ts';

/** A PostgreSQL server of the test's own, that syncs to disk and can crash. */
export interface OwnPostgres extends AsyncDisposable {
  /** The same after each crash. */
  readonly url: string;
  /** Ends it as a crash does, in mid-transaction, and starts it again; resolves when it answers. */
  crash(): Promise<void>;
}

/** @param folder where its data are to be; one that is removed afterwards if left out. */
export async function startOwnPostgres(folder?: string): Promise<OwnPostgres> {
  const own = folder === undefined ? temporaryFolder() : null;
  const path = folder ?? own?.path ?? '';
  const open = () => openEmbeddedDatabase({ folder: path, fsync: true });
  let server: EmbeddedDatabase = await open();
  {
    await using handle = openDatabase({ url: server.url, max: 1, name: 'own postgres' });
    await migrateToLatest(handle.db);
  }
  return {
    url: server.url,
    async crash() {
      const lost = new Promise<void>((resolve) => server.onLost(resolve));
      // PostgreSQL's own signal for it: what `pg_ctl stop -m immediate` sends.
      process.kill(Number(postmasterOf(path)), 'SIGQUIT');
      await lost;
      server = await open();
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      own?.[Symbol.dispose]();
    },
  };
}
