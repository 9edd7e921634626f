import type { Server } from 'node:http';

import type { BackendOptions } from '../../lib/api/backend-options.ts';
import { createBackend, type Backend } from '../../lib/api/backend.ts';
import type { PushConfig } from '../../lib/server/push-config.ts';
import { createApiServer } from './api-http.ts';
import type { S3Settings } from '../../lib/config.ts';
import { temporaryFolder } from './folder.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly backend: Backend;
  readonly database: TestDatabase;
  /** What was logged, one line each. */
  readonly logged: readonly string[];
}

interface TestApiOptions {
  readonly limits?: BackendOptions['limits'];
  readonly production?: boolean;
  readonly appUrl?: string;
  readonly push?: PushConfig;
  /** Where files are; left out, in a folder of its own that goes with it. */
  readonly filesFolder?: string;
  readonly s3?: S3Settings;
  readonly clamd?: string;
  /** One that somebody else disposes; left out, the API gets its own. */
  readonly database?: TestDatabase;
  /** Where it keeps files; left out, in a folder of its own. */
  readonly folder?: string;
}

const TEST_SECRET = 'a secret of the tests, and of nothing else';

/** The API over real HTTP, on a port and a database of its own. */
export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = options.database ?? (await createTestDatabase());
  const folder = options.folder === undefined ? temporaryFolder() : null;
  const logged: string[] = [];
  const write = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields, showError)}`);
  const dataFolder = options.folder ?? folder?.path ?? '';
  const backend = await createBackend({
    config: { ...configOf(options), databaseUrl: database.url, dataFolder },
    logger: { info: write, warn: write, error: write },
    ...(options.limits && { limits: options.limits }),
  });
  const server = createApiServer(backend);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    backend,
    database,
    logged,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await backend[Symbol.asyncDispose]();
      folder?.[Symbol.dispose]();
      if (options.database === undefined) await database[Symbol.asyncDispose]();
    },
  };
}

function configOf(options: TestApiOptions) {
  const { production = false, appUrl = 'http://localhost:8081' } = options;
  const { push, filesFolder, s3, clamd } = options;
  return {
    production,
    authSecret: TEST_SECRET,
    appUrl,
    allowedOrigins: [appUrl],
    logFormat: 'json' as const,
    ...(push && { push }),
    filesFolder,
    s3,
    clamd,
  };
}

const portOf = (server: Server): number => {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};

const showError = (_key: string, value: unknown): unknown =>
  value instanceof Error ? `${value.name}: ${value.message}` : value;
