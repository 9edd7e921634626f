import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../../scripts/processes.ts';
import { freePort } from '../nodes/node-process.ts';

const PATIENCE_MS = 60_000;
const ASK_EVERY_MS = 10;

/**
 * How long `npm run dev` takes at its second start until the socket server answers, with a database and a demo
 * event from the first; in milliseconds. The app is left out: its build is Expo's, and takes minutes where its
 * cache is cold.
 */
export async function secondDevStart(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hallway-bench-dev-'));
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o711);
  try {
    await timeDevStart(folder);
    return await timeDevStart(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeDevStart(folder: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['scripts/run.mjs', 'dev', '--no-app'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_ENV: 'development',
      DATA_FOLDER: join(folder, 'data'),
      SOCKET_PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    await untilHealthy(`http://127.0.0.1:${port}/healthz`);
    return performance.now() - startedAt;
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}

async function untilHealthy(url: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const isHealthy = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    if (performance.now() > deadline) throw new Error('npm run dev did not start in time');
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
