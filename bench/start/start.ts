import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

import { SOCKET_SERVER } from '../../scripts/build/places.ts';
import { ROOT, SOCKET_SERVER_FLAGS } from '../../scripts/processes.ts';
import { connectLightly } from '../clients/light-client.ts';
import { freePort } from '../nodes/node-process.ts';
import { median, type Report } from '../report.ts';
import { addSignedIn } from '../sessions.ts';
import { openWorld } from '../world.ts';
import { secondDevStart } from './dev-start.ts';

const ROUNDS = 3;
const ASK_EVERY_MS = 5;
const PATIENCE_MS = 30_000;

interface Start {
  readonly name: string;
  /** Node's arguments. */
  readonly args: readonly string[];
  /** Resolves once the process does what it is for. */
  readonly isOfUse: (url: string) => Promise<void>;
}

/** Processes started one after the other, in turns with the peer, each until it is of use. */
export async function run(): Promise<Report> {
  await using world = await openWorld({ people: 1, events: 1 });
  const [token = ''] = await addSignedIn(world, 1);
  const letsIn = async (url: string): Promise<void> => {
    const options = { url, auth: { token, v: 1 }, onNotice: () => {}, onEnd: () => {} };
    (await connectLightly(options)).close();
  };
  const answers = async (url: string): Promise<void> => {
    const headers = { authorization: `Bearer ${token}` };
    const { ok } = await fetch(`${url}/api/events/${world.eventIds[0]}/messages`, { headers });
    if (!ok) throw new Error('refused');
  };
  const built: Start = {
    name: 'the same from its build',
    args: [...SOCKET_SERVER_FLAGS, SOCKET_SERVER],
    isOfUse: letsIn,
  };
  const starts: readonly Start[] = [
    { name: 'socket server', args: [...SOCKET_SERVER_FLAGS, 'server.js'], isOfUse: letsIn },
    { name: 'bare Socket.IO', args: ['bench/seen/bare-server.mjs'], isOfUse: letsIn },
    ...(existsSync(SOCKET_SERVER) ? [built] : []),
    { name: 'API, first page of a history', args: ['bench/nodes/api.ts'], isOfUse: answers },
  ];
  const times = starts.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, start] of starts.entries())
      times[index]?.push(await timeStart(start, world.url));
  }
  return report(starts, times, await secondDevStart());
}

async function timeStart({ args, isOfUse }: Start, databaseUrl: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      SOCKET_PORT: String(port),
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'a secret of the benchmarks, long enough',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    await untilOfUse(() => isOfUse(`http://127.0.0.1:${port}`));
    return performance.now() - startedAt;
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

/** Asks again and again, since what is not started yet refuses. */
async function untilOfUse(ask: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const isOfUse = await ask().then(
      () => true,
      () => false,
    );
    if (isOfUse) return;
    if (performance.now() > deadline) throw new Error('a process was of no use in time');
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

function report(starts: readonly Start[], times: readonly number[][], devMs: number): Report {
  const all = starts.map(({ name }, index) => ({ name, ms: times[index] ?? [] }));
  const ours = median(times[0] ?? []);
  const row = ({ name, ms }: { name: string; ms: readonly number[] }): readonly string[] => [
    name,
    (median(ms) / ours).toFixed(2),
    inSeconds(median(ms)),
    inSeconds(Math.max(...ms)),
    String(ms.length),
  ];
  return {
    name: 'start',
    ratio: median(times[1] ?? []) / ours,
    head: ['until it is of use', 'to the socket server', 'median', 'longest', 'runs'],
    rows: [...all, { name: 'second npm run dev, but for the app', ms: [devMs] }].map(row),
    verified: ['a client was let in, a page was answered, each time'],
    data: { times: all, devMs },
  };
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
