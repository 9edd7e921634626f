import { spawn } from 'node:child_process';

/** The operating-system user that PostgreSQL's programs run as; empty for "the same as we". */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end and collects what it printed. Rejects only if it cannot be started. */
export function run(
  program: string,
  args: readonly string[],
  {
    runAs = {},
    env = {},
  }: { readonly runAs?: RunAs; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...runAs,
      // PostgreSQL's programs insist on a current folder that they can enter.
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    // Not "close": a server started by pg_ctl may hold the pipes open for as long as it lives.
    child.on('exit', (code) => resolve({ code, output }));
  });
}

/** The last line that says something: where PostgreSQL's programs put the reason. */
export function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '') ?? 'no reason given';
}
