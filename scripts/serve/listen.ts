import type { Server } from 'node:http';
import { StartFailure } from '../../lib/start-failure.ts';
import type { Config } from '../../lib/config.ts';

/** Listens, or says in a line why that is not possible. */
export function listenAsApp(server: Server, { appPort, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartFailure(
              `Port ${appPort}, for the app, is in use by another program: stop that program, or choose another port with APP_PORT.`,
            )
          : new StartFailure(
              `Cannot listen on port ${appPort} (${error.code}): correct APP_PORT or HOST.`,
            ),
      ),
    );
    server.listen({ port: appPort, ...(host !== undefined && { host }) }, resolve);
  });
}

/** Accepts nothing new, lets what is under way finish, and ends what takes too long. */
export async function closeServer(server: Server, limitMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearTimeout(force);
}
