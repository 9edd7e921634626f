import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { API_BACKEND, APP, SOCKET_SERVER } from '../../../scripts/build/places.ts';
import { ROOT } from '../../../scripts/processes.ts';
import { runNode } from '../../harness/process.ts';

const SOURCES = [
  'app',
  'components',
  'hooks',
  'lib',
  'protocol',
  'domain',
  'db',
  'server',
  'assets',
  'public',
];
const FILES = ['package-lock.json', 'app.json', 'server.js'];

/** Builds the app once for all browser tests of a run, where it is out of date. */
export default async function setup(): Promise<void> {
  const built = [API_BACKEND, SOCKET_SERVER, join(APP, 'server')];
  const oldest = Math.min(...built.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
  if (oldest > newestSource()) return;
  console.log('Building the app for the browser tests; this takes some minutes the first time.');
  const build = runNode(['scripts/run.mjs', 'build', 'sockets', 'api', 'app']);
  if ((await build.exits()) !== 0) throw new Error(`the build failed:\n${build.output()}`);
}

function newestSource(): number {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Math.max(
    ...[...files, ...FILES.map((file) => join(ROOT, file))].map((file) => statSync(file).mtimeMs),
  );
}
