import { afterEach, expect, test, vi } from 'vitest';

import { newId } from './new-id.ts';

afterEach(() => vi.unstubAllGlobals());

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('[CLIENT-24] ids are random, also where there is no `crypto.randomUUID` or no `crypto`', () => {
  const insecure = { getRandomValues: crypto.getRandomValues.bind(crypto) };
  for (const source of [crypto, insecure, undefined]) {
    vi.stubGlobal('crypto', source);
    const ids = Array.from({ length: 200 }, newId);
    for (const id of ids) expect(id).toMatch(UUID_V4);
    expect(new Set(ids).size).toBe(200);
  }
});
