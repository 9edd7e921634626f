import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { openLazily } from '../lazy-file.ts';

/** Where the files of exports are. */
export interface ExportFiles {
  /** Stores what it reads. Until it resolves, with the size in bytes, there is no such file. */
  readonly write: (name: string, content: Readable) => Promise<number>;
  /** Null where there is no such file. */
  readonly read: (
    name: string,
  ) => Promise<{ readonly bytes: number; readonly content: Readable } | null>;
  /** Also where there is none, or the half of one. */
  readonly remove: (name: string) => Promise<void>;
}

/** Files in a folder, which is made when the first one is written, for this user alone. */
export const exportFilesIn = (folder: string): ExportFiles => ({
  async write(name, content) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `${name}.part`);
    await pipeline(content, createWriteStream(draft, { mode: 0o600 }));
    const { size } = await synced(draft);
    await rename(draft, join(folder, name));
    return size;
  },
  async read(name) {
    try {
      return await openLazily(join(folder, name));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  async remove(name) {
    for (const each of [name, `${name}.part`]) await rm(join(folder, each), { force: true });
  },
});

async function synced(path: string): Promise<{ readonly size: number }> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return await file.stat();
  } finally {
    await file.close();
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
