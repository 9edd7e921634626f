import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { ROOT } from '../../scripts/processes.ts';
import { memoryOf } from './peak-memory.ts';

const LOOK_MS = 50;

interface Import {
  readonly file: string;
  readonly databaseUrl: string;
  readonly filesFolder: string;
}

/** `npm run import` in a process of its own. @returns the most memory that it had, in MB. */
export async function runImport({ file, databaseUrl, filesFolder }: Import): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=4', 'scripts/run.mjs', 'import', file],
    {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        FILES_FOLDER: filesFolder,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  let peak = 0;
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      if (child.pid !== undefined && child.exitCode === null) peak = peakOf(child.pid) ?? peak;
      await sleep(LOOK_MS);
    }
  })();
  const [code] = await ended;
  watching.abort();
  await watch;
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return peak;
}

/** Null where it has just ended. */
function peakOf(pid: number): number | null {
  try {
    const { peak } = memoryOf(pid);
    return Number.isNaN(peak) ? null : peak;
  } catch {
    return null;
  }
}
