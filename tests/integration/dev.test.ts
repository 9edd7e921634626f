import { expect, test, vi } from 'vitest';
import { isAlive } from '../../scripts/processes.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { freePort } from '../harness/ports.ts';
import { childrenOf, runNode, type Running } from '../harness/process.ts';
import { postmasterOf, stopPostgresIn } from '../harness/postmaster.ts';

/** A first start makes a database and loads the demo: ten seconds where nothing else runs, and tests run beside it. */
const START_MS = 45_000;
vi.setConfig({ testTimeout: 100_000 });

test('[START-9] dev says what to open, and Ctrl-C stops everything that it started, with exit code 0', async () => {
  using folder = temporaryFolder();
  await using dev = await startDev(folder.path);
  expect(dev.output()).toContain(`Sockets   http://localhost:${dev.socketPort}`);
  expect(dev.output()).toContain('alice@example.com');
  expect((await fetch(`${dev.url}/healthz`)).ok).toBe(true);
  const postmaster = Number(postmasterOf(folder.path));
  dev.child.kill('SIGINT');
  expect(await dev.exits()).toBe(0);
  await expect(fetch(`${dev.url}/healthz`)).rejects.toThrow();
  expect(isAlive(postmaster)).toBe(false);
});

test('[START-10] when one of its processes ends, dev says so, stops all and ends with 1', async () => {
  using folder = temporaryFolder();
  await using dev = await startDev(folder.path);
  const postmaster = Number(postmasterOf(folder.path));
  process.kill(socketServerOf(dev), 'SIGKILL');
  expect(await dev.exits()).toBe(1);
  expect(dev.output()).toContain('The socket server ended unexpectedly (SIGKILL).');
  expect(isAlive(postmaster)).toBe(false);
});

test('[START-10] when the database goes away, dev says so, stops all and ends with 1', async () => {
  using folder = temporaryFolder();
  await using dev = await startDev(folder.path);
  const sockets = socketServerOf(dev);
  process.kill(Number(postmasterOf(folder.path)), 'SIGQUIT');
  expect(await dev.exits()).toBe(1);
  expect(dev.output()).toContain('The database ended unexpectedly.');
  expect(isAlive(sockets)).toBe(false);
});

test('[START-11] what a killed dev started ends by itself, and the next start just works', async () => {
  using folder = temporaryFolder();
  const ports = await freePorts();
  await using first = await startDev(folder.path, ports);
  const sockets = socketServerOf(first);
  first.child.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(sockets)).toBe(false), { timeout: 5_000 });
  await using second = await startDev(folder.path, ports);
  expect(second.output()).not.toContain('Loaded the demo');
  second.child.kill('SIGINT');
  expect(await second.exits()).toBe(0);
});

test('[START-12] the demo is loaded once', async () => {
  using folder = temporaryFolder();
  await using first = await startDev(folder.path);
  expect(first.output()).toContain('Loaded the demo');
  first.child.kill('SIGTERM');
  expect(await first.exits()).toBe(0);
  await using second = await startDev(folder.path);
  expect(second.output()).not.toContain('Loaded the demo');
  expect(second.output()).toContain('alice@example.com');
});

interface Dev extends Running {
  readonly url: string;
  readonly socketPort: string;
}

type Ports = Readonly<Record<'APP_PORT' | 'SOCKET_PORT', string>>;

/** Without the app server, which takes minutes and whose stopping is no different. */
async function startDev(folder: string, ports?: Ports): Promise<Dev> {
  const used = ports ?? (await freePorts());
  const dev = runNode(['scripts/run.mjs', 'dev', '--no-app'], {
    env: { DATA_FOLDER: folder, ...used },
  });
  await dev.prints('Hallway is ready', START_MS);
  return {
    ...dev,
    url: `http://127.0.0.1:${used.SOCKET_PORT}`,
    socketPort: used.SOCKET_PORT,
    async [Symbol.asyncDispose]() {
      await dev[Symbol.asyncDispose]();
      await stopPostgresIn(folder);
    },
  };
}

async function freePorts(): Promise<Ports> {
  return { APP_PORT: String(await freePort()), SOCKET_PORT: String(await freePort()) };
}

function socketServerOf(dev: Running): number {
  const [pid, ...others] = childrenOf(dev.pid);
  if (pid === undefined || others.length > 0) throw new Error('expected one process under dev');
  return pid;
}
