import { freePort } from './ports.ts';
import { runNode, type Running } from './process.ts';
import { TEST_SECRET, type Stack } from './stack.ts';

/** A node in a process of its own, as in production: it can be killed. */
export interface NodeProcess extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly running: Running;
}

export interface NodeProcessOptions {
  /** The one that it had before, for a node that is started again. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a node beside the stack's own, on the same database. Resolves when it runs. */
export async function startNodeProcess(
  { database }: Pick<Stack, 'database'>,
  { port: given, env }: NodeProcessOptions = {},
): Promise<NodeProcess> {
  const port = given ?? (await freePort());
  const running = runNode(['server.js'], {
    env: {
      DATABASE_URL: database.url,
      AUTH_SECRET: TEST_SECRET,
      SOCKET_PORT: String(port),
      ...env,
    },
  });
  await running.prints('Socket.IO server running', 30_000);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    running,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
