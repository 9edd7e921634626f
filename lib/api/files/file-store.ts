import type { Readable } from 'node:stream';

import type { DataStore } from '@tus/server';

import { pictureKey, thumbnailKey } from '../../server/file-keys.ts';

/** A stretch of bytes: from the first up to and including the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files are. */
export interface FileStore {
  /** What uploads are written to, each under its file's id. */
  readonly uploads: DataStore;
  /** @throws where there are no such bytes. */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** Null where there are no such bytes. */
  sizeOf(key: string): Promise<number | null>;
  /** Writes them whole or not at all. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** The same of a stream of so many bytes: of one that fails there is nothing. */
  write(key: string, bytes: Readable, size: number): Promise<void>;
  /** Has them as a file on this machine for as long as `use` takes. */
  withLocal<Value>(key: string, use: (path: string) => Promise<Value>): Promise<Value>;
  /** Has an upload that is complete stay for good. Safe to repeat. */
  keep(id: string): Promise<void>;
  /** Removes what is there under one key; nothing where there is nothing. */
  remove(key: string): Promise<void>;
  /** Removes an upload, finished or not, with what is noted of it. */
  removeUpload(id: string): Promise<void>;
}

/** How long an upload may go on. */
export const UPLOAD_HOURS = 24;

/** Removes all that there is of a file. Safe to repeat. */
export async function removeFile(store: FileStore, id: string): Promise<void> {
  await store.removeUpload(id);
  await store.remove(pictureKey(id));
  await store.remove(thumbnailKey(id));
}
