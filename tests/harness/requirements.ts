import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of the system that some tests need; npm cannot bring it. */
export interface Requirement {
  readonly name: string;
  /** Where it is; undefined where this machine has none. */
  readonly path: string | undefined;
  /** What is left out without it. */
  readonly without: string;
}

export const chromium: Requirement = {
  name: 'Chromium',
  path:
    process.env['CHROMIUM_PATH'] ??
    findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'),
  without: 'the tests in a real browser',
};

export const redis: Requirement = {
  name: 'Redis (redis-server)',
  path: findProgram('redis-server', 'valkey-server'),
  without: 'the tests of nodes that are connected by Redis',
};

export const nginx: Requirement = {
  name: 'nginx',
  path: findProgram('nginx'),
  without: 'the tests of nodes behind nginx',
};

export const haproxy: Requirement = {
  name: 'HAProxy',
  path: findProgram('haproxy'),
  without: 'the tests of nodes behind HAProxy',
};

export const clamd: Requirement = {
  name: 'ClamAV (clamd)',
  path: findProgram('clamd'),
  without: 'the tests of files that a virus scanner looks at',
};

export const requirements: readonly Requirement[] = [chromium, redis, nginx, haproxy, clamd];

function findProgram(...names: readonly string[]): string | undefined {
  // Servers are where only the administrator looks.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isRunnable);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
