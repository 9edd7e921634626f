import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../harness/database.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { freePort } from '../harness/ports.ts';
import { runCommand } from '../harness/process.ts';

const secret = { AUTH_SECRET: 'x'.repeat(32) };

test.each(['dev', 'start', 'start-socket'])(
  '[START-1] %s with bad variables says one line for each and ends with 1',
  async (command) => {
    const { code, lines } = await runCommand([command], { SOCKET_PORT: 'x', APP_URL: 'nowhere' });
    expect(code).toBe(1);
    expect(lines.toSorted()).toEqual([
      'APP_URL must be the address where people open the app: https://chat.example.org.',
      'SOCKET_PORT must be a port number from 1 to 65535.',
    ]);
  },
);

test('[START-2] dev names every port that is in use, and the variable that changes it', async () => {
  await using first = await listen('127.0.0.1');
  await using second = await listen('::1');
  const { code, lines } = await runCommand(['dev'], {
    APP_PORT: String(first.port),
    SOCKET_PORT: String(second.port),
  });
  expect(code).toBe(1);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(new RegExp(`^Port ${first.port}, .* in use .* APP_PORT`));
  expect(lines[1]).toMatch(new RegExp(`^Port ${second.port}, .* in use .* SOCKET_PORT`));
});

test('[START-3] a database that does not answer is one line', async () => {
  const port = await freePort();
  expect(await migrateWith(`postgres://me:hunter2@127.0.0.1:${port}/x`)).toBe(
    `No database answers at 127.0.0.1:${port}: start it, or correct DATABASE_URL.`,
  );
});

test('[START-3] a database with another password is one line, without the password', async () => {
  await using database = await createTestDatabase();
  const line = await migrateWith(database.url.replace(/:[^:@]+@/, ':hunter2@'));
  expect(line).toMatch(
    /refuses the user ".+": correct the user and the password in DATABASE_URL\.$/,
  );
  expect(line).not.toContain('hunter2');
});

test('[START-3] a database that does not exist is one line', async () => {
  await using database = await createTestDatabase();
  const line = await migrateWith(database.url.replace(/\/[^/]+$/, '/no_such_one'));
  expect(line).toMatch(/^There is no database "no_such_one" at .*DATABASE_URL\.$/);
});

test('[START-3] a host name that does not exist is one line', async () => {
  expect(await migrateWith('postgres://me@no-such-host.invalid/x')).toMatch(
    /^The database's host name in no-such-host\.invalid:5432 is not known/,
  );
});

test('[START-3] a database that is newer than the code is one line, and stays as it is', async () => {
  await using database = await createTestDatabase();
  await database.pool.query(
    `insert into hallway_migration (name, timestamp) values ('9999-from-the-future', '')`,
  );
  expect(await migrateWith(database.url)).toMatch(
    /^The database is newer than this version of Hallway: /,
  );
});

test.each(['dev', 'start-socket', 'migrate'])(
  '[START-4] %s with a data folder that cannot be made says one line and ends with 1',
  async (command) => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    const env = { DATA_FOLDER: join(file, 'data'), ...(await freePorts()) };
    const { code, lines } = await runCommand([command], env);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^Cannot write to the data folder .*a-file\/data \(ENOTDIR\): /),
    ]);
  },
);

test('[START-6] migrate twice: the second finds nothing to do', async () => {
  using folder = temporaryFolder();
  const env = { DATA_FOLDER: folder.path };
  const first = await runCommand(['migrate'], env);
  expect(first.lines.join('\n')).toContain('Brought the database up to date: 0001-accounts');
  const second = await runCommand(['migrate'], env);
  expect(second).toEqual({ code: 0, lines: ['The database is up to date.'] });
});

async function migrateWith(url: string): Promise<string | undefined> {
  const { code, lines } = await runCommand(['migrate'], { ...secret, DATABASE_URL: url });
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  return lines[0];
}

async function freePorts(): Promise<Record<string, string>> {
  return { APP_PORT: String(await freePort()), SOCKET_PORT: String(await freePort()) };
}

async function listen(host: string): Promise<AsyncDisposable & { readonly port: number }> {
  const server: Server = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen({ port, host }, resolve));
  return {
    port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
