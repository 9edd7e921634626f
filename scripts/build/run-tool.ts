import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { StartFailure } from '../../lib/start-failure.ts';
import { ROOT } from '../processes.ts';

/** Runs a program of an installed package to its end; its output is ours. */
export async function runTool(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const program = join(ROOT, 'node_modules', file);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  if (code !== 0) throw new StartFailure(`${file} failed; its reasons are above.`);
}
