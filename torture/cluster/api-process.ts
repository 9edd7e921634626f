import { fileURLToPath } from 'node:url';

import { freePort } from '../../tests/harness/ports.ts';
import { openTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { killChild, startChild, type Child } from './child.ts';
import { throughLink } from './links.ts';
import type { Postgres } from '../../scripts/postgres/crashable.ts';

const PROGRAM = fileURLToPath(new URL('./processes/api.ts', import.meta.url));
const READY = 'The API is listening';

/** The API in a process of its own: history for our client, and participation, written by another process than a node. */
export interface ApiProcess extends AsyncDisposable {
  readonly url: string;
  readonly databaseLink: TcpProxy;
  kill(): Promise<void>;
  start(): Promise<void>;
}

interface ApiOptions {
  readonly recorder: Recorder;
  readonly random: Random;
  readonly env: Readonly<Record<string, string>>;
  readonly postgres: Postgres;
}

export async function startApi({
  recorder,
  random,
  env,
  postgres,
}: ApiOptions): Promise<ApiProcess> {
  const port = await freePort();
  const databaseLink = await openTcpProxy({
    target: { host: '127.0.0.1', port: postgres.port },
    random,
  });
  const start = async (): Promise<Child> => {
    const ready = Promise.withResolvers<void>();
    const child = startChild({
      name: 'api',
      folder: recorder.folder,
      args: [PROGRAM],
      env: {
        ...env,
        APP_PORT: String(port),
        DATABASE_URL: throughLink(postgres.url, databaseLink),
      },
      onLine: (line) => line.includes(READY) && ready.resolve(),
    });
    await Promise.race([
      ready.promise,
      child.exited.then(() => Promise.reject(new Error('The API does not start; see api.log'))),
    ]);
    return child;
  };
  let child = await start();
  return {
    url: `http://127.0.0.1:${port}`,
    databaseLink,
    kill: () => killChild(child),
    async start() {
      if (!child.isAlive()) child = await start();
    },
    async [Symbol.asyncDispose]() {
      await killChild(child);
      await databaseLink[Symbol.asyncDispose]();
    },
  };
}
