import { readDevOptions } from './dev-options.ts';
import { SOCKET_SERVER_FLAGS } from './processes.ts';
import { runWithDatabase } from './with-database.ts';

/** `npm run start:socket`: the socket server. */
export function main(args: readonly string[]): Promise<number> {
  return runWithDatabase(
    {
      args: () => [...SOCKET_SERVER_FLAGS, 'server.js'],
      port: ({ socketPort }) => ({
        port: socketPort,
        variable: 'SOCKET_PORT',
        purpose: 'the socket server',
      }),
    },
    readDevOptions(args),
  );
}
