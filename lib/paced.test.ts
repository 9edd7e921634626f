import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { paced } from './paced.ts';
import { createStore } from './store.ts';

const GAP_MS = 60;

function watched() {
  const store = createStore(0);
  const subscribe = paced(store.subscribe, GAP_MS);
  const drawn: number[] = [];
  const leave = subscribe(() => drawn.push(store.getSnapshot()));
  return { ...store, subscribe, drawn, leave };
}

test('[APP-34] the first change is told at once, those behind it together, the last one always', async () => {
  const { set, drawn } = watched();
  set(1);
  expect(drawn).toEqual([1]);
  for (const value of [2, 3, 4]) set(value);
  expect(drawn).toEqual([1]);
  await sleep(3 * GAP_MS);
  expect(drawn).toEqual([1, 4]);
  set(5);
  expect(drawn).toEqual([1, 4, 5]);
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
  await sleep(5 * GAP_MS);
  expect(drawn).toEqual([1, 2]);
  expect(gaps[1]).toBeGreaterThan(GAP_MS - 5);
});

test('[APP-34] who has left is told nothing, who comes anew is', async () => {
  const { set, subscribe, drawn, leave } = watched();
  set(1);
  set(2);
  leave();
  await sleep(2 * GAP_MS);
  expect(drawn).toEqual([1]);
  const anew: string[] = [];
  subscribe(() => anew.push('told'));
  set(3);
  expect(anew).toEqual(['told']);
});
