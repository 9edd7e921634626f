import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../tests/harness/folder.ts';
import { authSecret } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

test('[START-13] the secret is made once, and only its owner can read it', () => {
  using folder = temporaryFolder();
  vi.stubEnv('AUTH_SECRET', '');
  vi.stubEnv('DATA_FOLDER', folder.path);
  const secret = authSecret();
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(authSecret()).toBe(secret);
  const file = join(folder.path, 'auth-secret');
  expect(readFileSync(file, 'utf8').trim()).toBe(secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('[START-13] a secret of yours is used as it is', () => {
  vi.stubEnv('AUTH_SECRET', 'mine');
  expect(authSecret()).toBe('mine');
});
