import { copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { CLIENT_LIBRARY, SOCKET_SERVER } from '../../scripts/build/places.ts';
import { ROOT } from '../../scripts/processes.ts';
import { createTestDatabase } from '../harness/database.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { freePort } from '../harness/ports.ts';
import { runCommand, runNode } from '../harness/process.ts';
import { hasRedis, startRedis } from '../harness/redis.ts';

const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');

beforeAll(async () => {
  const { code, lines } = await runCommand(['build', 'sockets', 'client']);
  expect(code, lines.join('\n')).toBe(0);
});

test('[START-14] the built socket server starts in an empty folder and stops on SIGTERM', async () => {
  using folder = temporaryFolder();
  await using database = await createTestDatabase();
  copyFileSync(SOCKET_SERVER, join(folder.path, 'socket-server.mjs'));
  const port = String(await freePort());
  await using redis = hasRedis ? await startRedis() : undefined;
  await using server = runNode(['socket-server.mjs'], {
    cwd: folder.path,
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      AUTH_SECRET: 'x'.repeat(32),
      SOCKET_PORT: port,
      ...(redis && { REDIS_URL: redis.url }),
    },
  });
  await server.prints(`running on port ${port}`);
  if (redis !== undefined) await server.prints('Redis is there');
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(await ready.json()).toEqual({ status: 'ok' });
  server.child.kill('SIGTERM');
  expect(await server.exits()).toBe(0);
});

test('[START-1] the built socket server without its variables names each and ends with 1', async () => {
  await using server = runNode([SOCKET_SERVER]);
  expect(await server.exits()).toBe(1);
  expect(server.output().trim().split('\n')).toHaveLength(2);
});

test('[START-15] the client library runs and type-checks in another project', async () => {
  using folder = temporaryFolder();
  const packages = join(folder.path, 'node_modules');
  cpSync(CLIENT_LIBRARY, join(packages, '@hallway/client'), { recursive: true });
  for (const name of ['zod', 'socket.io-client']) link(name, packages);
  writeFileSync(join(folder.path, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder.path, 'main.ts'),
    `import { createSocketClient, type EventMessage } from '@hallway/client';
     const client = createSocketClient({ url: 'http://localhost:1', getToken: async () => null });
     client.on('new-message', (message: EventMessage) => message.content.trim());
     // @ts-expect-error: an event id is text
     client.joinEventRoom(1);
     client.disconnect();
     console.log(client.getSnapshot().status);`,
  );
  const args = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2023,dom'];
  await using types = runNode([tsc, ...args, 'main.ts'], { cwd: folder.path });
  expect(await types.exits(), types.output()).toBe(0);
  await using main = runNode(['main.ts'], { cwd: folder.path });
  expect(await main.exits(), main.output()).toBe(0);
  expect(main.output()).toContain('signed-out');
});

function link(name: string, packages: string): void {
  mkdirSync(packages, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
}
