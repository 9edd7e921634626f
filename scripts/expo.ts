import { join } from 'node:path';
import { ROOT } from './processes.ts';

/** Node's arguments for Expo's own command-line program. */
export function expoArgs(...args: readonly string[]): readonly string[] {
  return [join(ROOT, 'node_modules/expo/bin/cli'), ...args];
}

/** Expo's development server. Without `--localhost` it would listen on every interface. */
export function expoStartArgs(port: number, { lan }: { readonly lan: boolean }): readonly string[] {
  return expoArgs('start', '--port', String(port), lan ? '--lan' : '--localhost');
}

/** Keeps Expo from asking the internet for anything, and from opening a browser. */
export const EXPO_ENVIRONMENT = {
  EXPO_OFFLINE: '1',
  EXPO_NO_TELEMETRY: '1',
  BROWSER: 'none',
} as const;
