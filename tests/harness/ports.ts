import { createServer } from 'node:net';

// Below what Linux gives to outgoing connections, which would now and then take a port between two starts of a server.
const FIRST = 20_000;
const PER_WORKER = 1_000;
const WORKERS = 10;

const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS;
let next = Math.floor(Math.random() * PER_WORKER);

/**
 * A port that nobody listens on, not given before by this worker, nor by another one. For programs that must be told
 * theirs; servers in tests take port 0.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PER_WORKER; tried += 1) {
    const port = FIRST + worker * PER_WORKER + (next++ % PER_WORKER);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port is free from ${FIRST + worker * PER_WORKER} on.`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
