import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { openEmbeddedDatabase } from '../../scripts/postgres/embedded.ts';
import { isAlive } from '../../scripts/processes.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { postmasterOf } from '../harness/postmaster.ts';
import { runNode, type Running } from '../harness/process.ts';

test('[START-5] the first start makes a database for this machine alone, that syncs to disk', async () => {
  using folder = temporaryFolder();
  await using database = await openEmbeddedDatabase({ folder: folder.path });
  expect(await show(database.url, 'fsync')).toBe('on');
  expect(await show(database.url, 'listen_addresses')).toBe('127.0.0.1');
  expect(await show(database.url, 'unix_socket_directories')).toBe('');
  expect(statSync(join(folder.path, 'postgres', 'hallway.json')).mode & 0o777).toBe(0o600);
  const wrongPassword = database.url.replace(/:[^:@]+@/, ':wrong@');
  await expect(show(wrongPassword, 'fsync')).rejects.toMatchObject({ code: '28P01' });
});

test('[START-6] a start that was killed while it prepared the data does not spoil the next', async () => {
  using folder = temporaryFolder();
  await using first = holdOpen(folder.path);
  await vi.waitFor(() => expect(unfinishedIn(folder.path)).not.toEqual([]), { interval: 1 });
  first.child.kill('SIGKILL');
  await first.exits();
  expect(existsSync(join(folder.path, 'postgres'))).toBe(false);
  await using database = await openEmbeddedDatabase({ folder: folder.path });
  expect(await show(database.url, 'data_directory')).toBe(join(folder.path, 'postgres'));
  expect(unfinishedIn(folder.path)).toEqual([]);
});

test('[START-6] a server that a killed start left behind is used as it is', async () => {
  using folder = temporaryFolder();
  await using first = holdOpen(folder.path);
  await first.prints('open');
  const left = postmasterOf(folder.path);
  first.child.kill('SIGKILL');
  await first.exits();
  const database = await openEmbeddedDatabase({ folder: folder.path });
  expect(postmasterOf(folder.path)).toEqual(left);
  await database[Symbol.asyncDispose]();
  expect(isAlive(Number(left))).toBe(false);
});

test('[START-6] after a power cut the data are there again, whatever has the old process id', async () => {
  using folder = temporaryFolder();
  const lock = join(folder.path, 'postgres', 'postmaster.pid');
  {
    await using database = await openEmbeddedDatabase({ folder: folder.path });
    await query(database.url, 'create table kept as select 42 as answer');
    const postmaster = Number(postmasterOf(folder.path));
    process.kill(postmaster, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(postmaster)).toBe(false));
  }
  const stale = readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid));
  writeFileSync(lock, stale);
  await using database = await openEmbeddedDatabase({ folder: folder.path });
  expect(await query(database.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('[START-7] several starts share one database, and the last to leave stops it', async () => {
  using folder = temporaryFolder();
  await using one = holdOpen(folder.path);
  await using two = holdOpen(folder.path);
  await Promise.all([one.prints('open'), two.prints('open')]);
  const postmaster = Number(postmasterOf(folder.path));
  one.child.kill('SIGTERM');
  expect(await one.exits()).toBe(0);
  expect(isAlive(postmaster)).toBe(true);
  two.child.kill('SIGTERM');
  expect(await two.exits()).toBe(0);
  // Its lock file is gone a moment before the process is.
  await vi.waitFor(() => expect(isAlive(postmaster)).toBe(false), { timeout: 5_000 });
});

test('[START-7] whoever uses the database is told when it goes away', async () => {
  using folder = temporaryFolder();
  await using database = await openEmbeddedDatabase({ folder: folder.path });
  const lost = vi.fn<() => void>();
  database.onLost(lost);
  process.kill(Number(postmasterOf(folder.path)), 'SIGQUIT');
  await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
});

test('[START-8] a folder with something else in it is refused and left alone', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'postgres'));
  writeFileSync(join(folder.path, 'postgres', 'thesis.txt'), 'do not delete');
  await expect(openEmbeddedDatabase({ folder: folder.path })).rejects.toThrow(
    'is not a database of Hallway',
  );
  expect(readdirSync(join(folder.path, 'postgres'))).toEqual(['thesis.txt']);
});

test.runIf(process.getuid?.() === 0)(
  "[START-5] root's own folder, which PostgreSQL's user cannot enter, is replaced by one that it can",
  async () => {
    using folder = temporaryFolder();
    chmodSync(folder.path, 0o700);
    using elsewhere = new DisposableStack();
    await using database = await openEmbeddedDatabase({ folder: folder.path });
    expect(database.folder).toMatch(/^\/var\/lib\/hallway\//);
    elsewhere.defer(() => rmSync(dirname(database.folder), { recursive: true }));
    expect(await show(database.url, 'data_directory')).toBe(database.folder);
  },
);

function holdOpen(folder: string): Running {
  return runNode(['tests/harness/hold-database.ts', folder]);
}

function unfinishedIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('postgres.new-'));
}

async function show(url: string, setting: string): Promise<unknown> {
  const [row] = await query(url, `show ${setting}`);
  return row?.[setting];
}

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
