import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../lib/start-failure.ts';

/** How long what a killed start left behind may take to go away. */
const PATIENCE_MS = 3_000;
const POLL_MS = 200;

export interface WantedPort {
  readonly port: number;
  /** The environment variable that sets it. */
  readonly variable: string;
  readonly purpose: string;
}

/** Refuses, with a line for each, if somebody else listens on one of the ports. */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  const checked = await Promise.all(
    wanted.map(async (one) => ((await becomesFree(one.port)) ? [] : [one])),
  );
  const taken = checked.flat();
  if (taken.length === 0) return;
  throw new StartFailure(
    ...taken.map(
      ({ port, variable, purpose }) =>
        `Port ${port}, for ${purpose}, is in use by another program: stop that program, or choose another port with ${variable} (for example ${variable}=${port + 1}).`,
    ),
  );
}

async function becomesFree(port: number): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    if (await isFree(port)) return true;
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
}

/** Tried on every address that our servers may use: a program may hold a port on only one of them. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', undefined]) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
