import type { Server } from 'node:http';

import { createBackend, type Backend, type BackendOptions } from '../../lib/api/backend.ts';
import { createApiServer } from './api-http.ts';
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
  /** One that somebody else disposes; left out, the API gets its own. */
  readonly database?: TestDatabase;
}

const TEST_SECRET = 'a secret of the tests, and of nothing else';

/** The API over real HTTP, on a port and a database of its own. */
export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = options.database ?? (await createTestDatabase());
  const logged: string[] = [];
  const write = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields, showError)}`);
  const appUrl = options.appUrl ?? 'http://localhost:8081';
  const backend = await createBackend({
    config: {
      production: options.production ?? false,
      databaseUrl: database.url,
      authSecret: TEST_SECRET,
      appUrl,
      allowedOrigins: [appUrl],
      logFormat: 'json',
    },
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
      if (options.database === undefined) await database[Symbol.asyncDispose]();
    },
  };
}

const portOf = (server: Server): number => {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};

const showError = (_key: string, value: unknown): unknown =>
  value instanceof Error ? `${value.name}: ${value.message}` : value;
