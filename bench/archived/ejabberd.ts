import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectToXmpp } from '../clients/xmpp-client.ts';
import { freePort } from '../nodes/node-process.ts';
import { Skipped } from '../suite/skipped.ts';

const ERLANG = '/usr/bin/erl';
/** Where distributions put Erlang's libraries. */
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'];
/**
 * Its schedulers would wait busily, which is CPU time that nothing is done in. Without a name of its node there is no
 * distribution: neither a port for it, nor a port mapper that stays.
 */
const FLAGS = ['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none', '-noinput'];
const PATIENCE_MS = 30_000;
const TRY_AGAIN_MS = 200;

export interface Ejabberd extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
}

/**
 * As lean as it can be: no module but those that are needed, nobody is told who comes and goes, and nothing limits how
 * fast people write. It would listen with a backlog of five, and many who come at once would wait for ever.
 */
const configuration = (port: number): string => `
hosts: [localhost]
loglevel: error
auth_method: anonymous
anonymous_protocol: sasl_anon
listen:
  - {port: ${port}, ip: "127.0.0.1", module: ejabberd_c2s, access: all, shaper: none, starttls: false, backlog: 1024}
modules:
  mod_mam: {default: always, db_type: mnesia}
  mod_muc:
    host: muc.localhost
    access_create: all
    access_mam: all
    max_users: 10000
    min_message_interval: 0
    default_room_options: {mam: true, persistent: true, max_users: 10000, presence_broadcast: []}
`;

/**
 * Starts an ejabberd of our own, on loopback, with all that it writes in a folder of its own.
 *
 * @throws {Skipped} where it is not installed.
 */
export async function startEjabberd(): Promise<Ejabberd> {
  await using stack = new AsyncDisposableStack();
  const libraries = findLibraries();
  const folder = mkdtempSync(join(tmpdir(), 'hallway-bench-ejabberd-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const server = spawnIn(folder, port, libraries);
  const exited = once(server, 'exit');
  stack.defer(async () => {
    server.kill('SIGKILL');
    await exited;
  });
  await untilServing(port);
  const owned = stack.move();
  return {
    port,
    pid: server.pid ?? NaN,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function spawnIn(folder: string, port: number, libraries: string): ChildProcess {
  const data = join(folder, 'data');
  const config = join(folder, 'ejabberd.yml');
  mkdirSync(data);
  writeFileSync(config, configuration(port));
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    HOME: folder,
    ERL_LIBS: libraries,
    EJABBERD_CONFIG_PATH: config,
    EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
  } as const;
  const args = [...FLAGS, '-mnesia', 'dir', `"${data}"`, '-s', 'ejabberd'];
  return spawn(ERLANG, args, { cwd: folder, env, stdio: 'ignore' });
}

function findLibraries(): string {
  const hasEjabberd = (path: string): boolean =>
    existsSync(path) && readdirSync(path).some((name) => /^ejabberd-\d/.test(name));
  const found = LIBRARIES.find(hasEjabberd);
  if (found !== undefined && existsSync(ERLANG)) return found;
  throw new Skipped('the peer, ejabberd, is not installed (Debian: apt-get install ejabberd)');
}

async function untilServing(port: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const client = await connectToXmpp(port).catch(() => null);
    if (client !== null) return void (await client.stop());
    if (performance.now() > deadline) throw new Error('ejabberd did not start in time');
    await sleep(TRY_AGAIN_MS);
  }
}
