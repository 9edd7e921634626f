import { fileURLToPath } from 'node:url';

import { afterEach, expect, test, vi } from 'vitest';

import { loadBackend, provideBackend, routeHandler } from '../../lib/api/load-backend.ts';
import { createTestDatabase } from '../harness/database.ts';

const SOURCE = fileURLToPath(new URL('../../lib/api/backend.ts', import.meta.url));
const request = () => new Request('http://localhost:8081/api/events');

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  provideBackend(undefined);
});

test('[REST-11] a start that fails is said once, answered as unavailable, and tried again', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.stubEnv('HALLWAY_BACKEND', SOURCE);
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('AUTH_SECRET', 'short');
  for (let times = 0; times < 3; times += 1) {
    const response = await routeHandler('listEvents')(request());
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { code: 'unavailable', retryable: true },
    });
  }
  expect(said).toHaveBeenCalledTimes(1);
  expect(said.mock.calls[0]?.[0]).toMatch(/AUTH_SECRET must be/);

  await using database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AUTH_SECRET', 'a secret of the tests, long enough');
  expect((await routeHandler('listEvents')(request())).status).toBe(401);
  await (await loadBackend())[Symbol.asyncDispose]();
});

test('[REST-11] all copies of the loader in a process have one server side', async () => {
  await using database = await createTestDatabase();
  vi.stubEnv('HALLWAY_BACKEND', SOURCE);
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AUTH_SECRET', 'a secret of the tests, long enough');
  vi.resetModules();
  const copy = await import('../../lib/api/load-backend.ts');
  expect(copy.loadBackend).not.toBe(loadBackend);
  const [one, other] = await Promise.all([loadBackend(), copy.loadBackend()]);
  expect(other).toBe(one);
  await one[Symbol.asyncDispose]();
});
