import { join } from 'node:path';

import type { Kysely } from 'kysely';

import { createRoomAccessReader, type RoomAccessReader } from '../../../db/rooms.ts';
import type { Database } from '../../../db/schema.ts';
import type { Config } from '../../config.ts';
import type { Limits } from '../../server/limits.ts';
import type { Logger } from '../ports.ts';
import type { FileStore } from './file-store.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import type { Uploads } from './uploads.ts';

const MB = 1_000_000;

export interface FilesOptions {
  readonly db: Kysely<Database>;
  readonly logger: Logger;
  readonly config: Pick<Config, 'dataFolder' | 'filesFolder' | 's3' | 'clamd'>;
  readonly limits: Limits;
}

/** What the API has to do with files. */
export interface Files extends AsyncDisposable {
  readonly keeper: Keeper;
  readonly store: () => Promise<FileStore>;
  readonly uploads: () => Promise<Uploads>;
  readonly readAccess: RoomAccessReader;
  readonly maxBytes: number;
  readonly unsentMax: number;
}

/** Nothing of it is loaded or opened before somebody needs it. */
export function createFiles({ db, logger, config, limits }: FilesOptions): Files {
  const store = once(() => openStore(config));
  const keeper = createKeeper({
    db,
    logger,
    openStore: store,
    scanWaitSeconds: limits.scanWaitSeconds,
    async inspect(file) {
      const { inspect } = await import('./inspect.ts');
      return inspect({ store: await store(), scanner: config.clamd }, file);
    },
  });
  const maxBytes = limits.uploadMb * MB;
  const uploads = once(async () => {
    const { createUploads } = await import('./uploads.ts');
    return createUploads({ store: await store(), keeper, maxBytes });
  });
  return {
    keeper,
    store,
    uploads,
    readAccess: createRoomAccessReader(db),
    maxBytes,
    unsentMax: limits.unsentFiles,
    [Symbol.asyncDispose]: () => keeper[Symbol.asyncDispose](),
  };
}

/** Opens where the configuration has files. */
export async function openStore({
  dataFolder,
  filesFolder,
  s3,
}: Omit<FilesOptions['config'], 'clamd'>): Promise<FileStore> {
  const { openDiskStore } = await import('./disk-store.ts');
  const here = await openDiskStore(filesFolder ?? join(dataFolder, 'files'));
  if (s3 !== undefined) {
    const { openS3Store } = await import('./s3-store.ts');
    return openS3Store(s3, here);
  }
  return here;
}

/** Does it once; what failed is tried again. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
