import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { S3, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';

import type { S3Settings } from '../../config.ts';
import type { FileStore } from './file-store.ts';

/**
 * Files in a bucket of S3, or of what speaks its protocol. Uploads come to a folder of this machine and stay there until
 * they are looked at, so that they can go on after an end at any byte; then they are put into the bucket whole.
 */
export function openS3Store({ bucket, ...settings }: S3Settings, here: FileStore): FileStore {
  const s3 = new S3(toClient(settings));
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  const get = async (key: string, range?: { start: number; end: number }): Promise<Readable> => {
    const asked = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
    const { Body } = await s3.getObject({ ...at(key), ...asked });
    if (!(Body instanceof Readable)) throw new Error(`S3 has no bytes at ${key}`);
    return Body;
  };
  const isHere = async (key: string): Promise<boolean> => (await here.sizeOf(key)) !== null;
  const remove = async (key: string): Promise<void> => {
    await s3.deleteObject(at(key));
  };
  return {
    uploads: here.uploads,
    open: async (key, range) => ((await isHere(key)) ? here.open(key, range) : get(key, range)),
    sizeOf: async (key) =>
      (await here.sizeOf(key)) ??
      s3.headObject(at(key)).then(({ ContentLength = 0 }) => ContentLength, unlessMissing),
    async put(key, bytes) {
      await s3.putObject({ ...at(key), Body: bytes });
    },
    async write(key, bytes, size) {
      // What goes wrong with the stream the client of S3 does not hear.
      const failed = once(bytes, 'close').then(() => {
        if (bytes.errored) throw bytes.errored;
      });
      const stored = s3.putObject({ ...at(key), Body: bytes, ContentLength: size });
      await Promise.all([failed, stored]);
    },
    withLocal: async (key, use) =>
      (await isHere(key)) ? here.withLocal(key, use) : withCopy(await get(key), use),
    async keep(id) {
      const size = await here.sizeOf(id);
      if (size === null) return;
      await here.withLocal(id, async (path) => {
        await s3.putObject({ ...at(id), Body: createReadStream(path), ContentLength: size });
      });
      await here.removeUpload(id);
    },
    remove,
    async removeUpload(id) {
      await here.removeUpload(id);
      await remove(id);
    },
  };
}

async function withCopy<Value>(
  bytes: Readable,
  use: (path: string) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-file-'));
  try {
    const path = join(folder, 'file');
    await pipeline(bytes, createWriteStream(path, { mode: 0o600 }));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const toClient = ({
  region,
  endpoint,
  accessKeyId,
  secretAccessKey,
}: Omit<S3Settings, 'bucket'>): S3ClientConfig => ({
  region,
  // Others than Amazon's have their buckets below their address.
  ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
  credentials: { accessKeyId, secretAccessKey },
  // Many servers of this protocol do not know the newer checksums.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});

const unlessMissing = (error: unknown): null => {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
  throw error;
};
