import { expect, test } from 'vitest';

import { waitUntil, startStack } from '../harness/stack.ts';
import type { Device } from '../harness/device.ts';

const heard = (device: Device): number =>
  device
    .of('cheers')
    .flatMap(({ cheers }) => cheers)
    .reduce((sum, { count }) => sum + count, 0);

test('[CHEER-1] [CHEER-2] [CHEER-3] [CHEER-4] applause floats by for who is there, on all nodes, summed up per second, and is kept nowhere', async () => {
  await using stack = await startStack({ nodes: 2, limits: { countsEveryMs: 300 } });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const bob = await stack.joined(await stack.participant('Bob'), { v1: true, node: 1 });
  const plain = await stack.joined(await stack.participant('Plain'));
  const outside = await stack.connect(await stack.participant('Outside'), { v1: true });
  const cheer = (device: Device, emoji: unknown = '👏') =>
    device.request('cheer', { eventId, emoji });
  expect(await cheer(outside)).toMatchObject({ error: { code: 'forbidden' } });
  for (const emoji of ['💩', 'x', '', 7]) {
    expect(await cheer(alice, emoji)).toMatchObject({ error: { code: 'invalid' } });
  }
  const startedAt = performance.now();
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => cheer(alice)),
    ...Array.from({ length: 20 }, () => cheer(bob, '🎉')),
  ]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await waitUntil(() => heard(alice) >= 40 && heard(bob) >= 40, 'both nodes to hear all');
  const windows = (performance.now() - startedAt) / 300 + 1;
  for (const device of [alice, bob]) {
    expect(heard(device)).toBe(40);
    expect(device.of('cheers').length).toBeLessThanOrEqual(windows);
  }
  expect(plain.of('cheers')).toEqual([]);
  const { rows } = await stack.database.pool.query(
    `select count(*)::int as count from log_entry where kind <> 'participation'`,
  );
  expect(rows).toEqual([{ count: 0 }]);
  const late = await stack.joined(await stack.participant('Late'), { v1: true });
  await stack.settle(late);
  expect(late.of('cheers')).toEqual([]);
});

test('[CHEER-5] one person’s applause is limited, with the time to wait', async () => {
  await using stack = await startStack({ limits: { cheersPer10s: 3 } });
  const { eventId } = stack;
  const alice = await stack.joined(await stack.participant('Alice'), { v1: true });
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => alice.request('cheer', { eventId, emoji: '👏' })),
  );
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false]);
  expect(answers[3]).toMatchObject({
    error: { code: 'rate-limited', retryAfterMs: expect.any(Number) },
  });
});
