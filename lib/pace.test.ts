import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { createPace } from './pace.ts';

const GAP_MS = 60;

function watched() {
  const pace = createPace(GAP_MS);
  let value = 0;
  const drawn: number[] = [];
  const leave = pace.subscribe(() => drawn.push(value));
  const set = (next: number, tell: 'now' | 'soon' = 'soon') => {
    value = next;
    pace[tell]();
  };
  return { ...pace, set, drawn, leave };
}

test('[APP-34] the first change is told at once, those behind it together, the last one always', async () => {
  const { set, drawn } = watched();
  set(1);
  expect(drawn).toEqual([1]);
  for (const value of [2, 3, 4]) set(value);
  expect(drawn).toEqual([1]);
  await sleep(3 * GAP_MS);
  expect(drawn).toEqual([1, 4]);
  await sleep(3 * GAP_MS);
  set(5);
  expect(drawn).toEqual([1, 4, 5]);
});

test('[APP-34] what can’t wait is told at once, with what waits', async () => {
  const { set, drawn } = watched();
  set(1);
  set(2);
  set(3, 'now');
  expect(drawn).toEqual([1, 3]);
  await sleep(3 * GAP_MS);
  expect(drawn).toEqual([1, 3]);
});

test('[APP-34] a listener that takes long is not told anew before the gap behind it is over', async () => {
  const { set, subscribe, drawn } = watched();
  let wasDone = 0;
  const gaps: number[] = [];
  subscribe(() => {
    gaps.push(performance.now() - wasDone);
    const until = performance.now() + 2 * GAP_MS;
    while (performance.now() < until);
    wasDone = performance.now();
  });
  set(1);
  set(2);
  await sleep(6 * GAP_MS);
  expect(drawn).toEqual([1, 2]);
  expect(gaps[1]).toBeGreaterThan(GAP_MS - 5);
});

test('[APP-34] who has left is told nothing, who comes anew is', async () => {
  const { set, subscribe, drawn, leave } = watched();
  set(1);
  set(2);
  leave();
  await sleep(4 * GAP_MS);
  expect(drawn).toEqual([1]);
  const anew: string[] = [];
  subscribe(() => anew.push('told'));
  set(3);
  expect(anew).toEqual(['told']);
});
