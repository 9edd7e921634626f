import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import type { Config } from '../lib/config.ts';
import { StartFailure } from '../lib/start-failure.ts';

export interface DevOptions {
  /** Whether phones in the same network can reach it; else this machine alone. */
  readonly lan: boolean;
  /** false leaves the app server to you: `npm start` in another terminal. */
  readonly app: boolean;
}

export function readDevOptions(args: readonly string[]): DevOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { lan: { type: 'boolean' }, 'no-app': { type: 'boolean' } },
    });
    return { lan: values.lan ?? false, app: !(values['no-app'] ?? false) };
  } catch {
    throw new StartFailure('Use: npm run dev, or npm run dev -- --lan, or npm run dev -- --no-app');
  }
}

/** The variables that both servers get, from what is set and what we chose. */
export function serverEnvironment(
  config: Config,
  { lan }: Pick<DevOptions, 'lan'>,
): Readonly<Record<string, string>> {
  const host = lan ? lanAddress() : 'localhost';
  const { APP_URL, EXPO_PUBLIC_SOCKET_URL } = process.env;
  const here = ['localhost', '127.0.0.1'].map((name) => `http://${name}:${config.appPort}`);
  return {
    NODE_ENV: 'development',
    HOST: process.env['HOST'] || (lan ? '0.0.0.0' : '127.0.0.1'),
    APP_PORT: String(config.appPort),
    SOCKET_PORT: String(config.socketPort),
    APP_URL: APP_URL || `http://${host}:${config.appPort}`,
    ALLOWED_ORIGINS: [...config.allowedOrigins, ...here].join(','),
    EXPO_PUBLIC_SOCKET_URL: EXPO_PUBLIC_SOCKET_URL || `http://${host}:${config.socketPort}`,
  };
}

function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const found = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) {
    throw new StartFailure('This machine is in no network: leave out --lan, or connect it first.');
  }
  return found.address;
}
