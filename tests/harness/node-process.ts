import { freePort } from './ports.ts';
import { runNode, runProgram, type Running } from './process.ts';
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
  /** The system's limit of open files for it. */
  readonly openFiles?: number;
}

/** Starts a node beside the stack's own, on the same database. Resolves when it runs. */
export async function startNodeProcess(
  { database }: Pick<Stack, 'database'>,
  { port: given, env, openFiles }: NodeProcessOptions = {},
): Promise<NodeProcess> {
  const port = given ?? (await freePort());
  const surroundings = {
    env: {
      DATABASE_URL: database.url,
      AUTH_SECRET: TEST_SECRET,
      SOCKET_PORT: String(port),
      ...env,
    },
  };
  const limited = `ulimit -n ${openFiles}; exec "${process.execPath}" server.js`;
  const running =
    openFiles === undefined
      ? runNode(['server.js'], surroundings)
      : runProgram('/bin/sh', ['-c', limited], surroundings);
  await running.prints('Socket.IO server running', 30_000);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    running,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
