import { createRequire } from 'node:module';

import type { S3Settings } from '../../lib/config.ts';
import { temporaryFolder } from './folder.ts';

interface Running {
  close(): Promise<void>;
}
interface S3rver {
  new (options: object): { run(): Promise<{ readonly port: number }> } & Running;
}

/** s3rver, an S3-compatible server from npm, on a port and a folder of its own. */
export interface TestS3 extends AsyncDisposable {
  readonly settings: S3Settings;
  /** Where it keeps what it was given. */
  readonly folder: string;
}

const BUCKET = 'hallway';

export async function startS3(): Promise<TestS3> {
  const folder = temporaryFolder();
  const S3 = createRequire(import.meta.url)('s3rver') as S3rver;
  const server = new S3({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder.path,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  return {
    folder: `${folder.path}/${BUCKET}`,
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: BUCKET,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      folder[Symbol.dispose]();
    },
  };
}
