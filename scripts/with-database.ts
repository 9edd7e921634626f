import { spawn } from 'node:child_process';
import { openReadyDatabase } from './database.ts';
import { serverEnvironment } from './dev-options.ts';
import { authSecret, loadEnvironmentFile, readEarlyConfig } from './environment.ts';
import { EXPO_ENVIRONMENT } from './expo.ts';
import { requireFreePorts, type WantedPort } from './ports.ts';
import { ROOT, WATCH_PARENT } from './processes.ts';
import { listenForStop } from './signals.ts';
import type { Config } from '../lib/config.ts';

export interface Program {
  readonly args: (config: Config) => readonly string[];
  readonly port: (config: Config) => WantedPort;
}

/**
 * Runs one of the two servers alone in this terminal, with a database as `npm run dev` has one. Started in two
 * terminals, the servers share it.
 *
 * @returns the program's exit code; 0 if it was told to stop.
 */
export async function runWithDatabase(
  program: Program,
  { lan }: { readonly lan: boolean },
): Promise<number> {
  loadEnvironmentFile();
  const config = readEarlyConfig();
  const stop = listenForStop();
  await requireFreePorts([program.port(config)]);
  await using database = await openReadyDatabase((line) => console.log(line));
  const child = spawn(process.execPath, [...WATCH_PARENT, ...program.args(config)], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...EXPO_ENVIRONMENT,
      ...serverEnvironment(config, { lan }),
      DATABASE_URL: database.url,
      AUTH_SECRET: authSecret(),
    },
    // The program keeps the keyboard: Expo has a menu there.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  // In a terminal, Ctrl-C has reached the program as well.
  if (!process.stdin.isTTY) void stop.wished.then(() => child.kill('SIGTERM'));
  const code = await ended;
  return stop.isWished() ? 0 : (code ?? 1);
}
