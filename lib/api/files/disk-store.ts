import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { FileStore as TusFileStore } from '@tus/file-store';

import { openLazily } from '../lazy-file.ts';
import { UPLOAD_HOURS, type FileStore } from './file-store.ts';

const HOUR_MS = 3_600_000;

/** Files in one folder, readable for this process's user alone. Several app servers need the same folder. */
export async function openDiskStore(folder: string): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (key: string): string => join(folder, key);
  const remove = (key: string): Promise<void> => rm(pathOf(key), { force: true });
  return {
    uploads: new TusFileStore({
      directory: folder,
      expirationPeriodInMilliseconds: UPLOAD_HOURS * HOUR_MS,
    }),
    open: async (key, range) => (await openLazily(pathOf(key), range)).content,
    sizeOf: async (key) =>
      stat(pathOf(key)).then(
        ({ size }) => size,
        () => null,
      ),
    async put(key, bytes) {
      await writeFile(pathOf(`${key}.part`), bytes, { mode: 0o600 });
      await rename(pathOf(`${key}.part`), pathOf(key));
    },
    async write(key, bytes) {
      const draft = pathOf(`${key}.part`);
      await pipeline(bytes, createWriteStream(draft, { mode: 0o600, flush: true }));
      await rename(draft, pathOf(key));
    },
    withLocal: (key, use) => use(pathOf(key)),
    // It is where it belongs.
    keep: () => Promise.resolve(),
    async remove(key) {
      await remove(key);
      await remove(`${key}.part`);
    },
    async removeUpload(id) {
      await remove(id);
      await remove(`${id}.part`);
      await remove(`${id}.json`);
    },
  };
}
