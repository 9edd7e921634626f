import { beforeEach, expect, test, vi } from 'vitest';

import { shareReads } from './shared-reads.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** Answers a number with its double, 5 ms later; and what each query asked, and when. */
function makeReader() {
  const queries: { readonly at: number; readonly asked: readonly number[] }[] = [];
  const beganAt = performance.now();
  const ask = shareReads(async (asked: readonly number[]) => {
    queries.push({ at: performance.now() - beganAt, asked });
    await new Promise((resolve) => setTimeout(resolve, 5));
    return asked.map((number) => 2 * number);
  });
  return { queries, ask };
}

test('[LOAD-7] who comes alone waits for nothing, and those who come within 20 ms share a query', async () => {
  const { queries, ask } = makeReader();
  const answers = [ask(1)];
  expect(queries).toEqual([{ at: 0, asked: [1] }]);
  for (let number = 2; number <= 11; number += 1) {
    await vi.advanceTimersByTimeAsync(3);
    answers.push(ask(number));
  }
  await vi.advanceTimersByTimeAsync(100);
  expect(queries).toEqual([
    { at: 0, asked: [1] },
    { at: 20, asked: [2, 3, 4, 5, 6, 7] },
    { at: 40, asked: [8, 9, 10, 11] },
  ]);
  expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
  const alone = ask(50);
  expect(queries.at(-1)).toEqual({ at: 130, asked: [50] });
  await vi.advanceTimersByTimeAsync(5);
  expect(await alone).toBe(100);
});

test('[LOAD-7] so many that one query is full wait for no others', async () => {
  const { queries, ask } = makeReader();
  const answers = Array.from({ length: 1_001 }, (_, number) => ask(number));
  await vi.advanceTimersByTimeAsync(5);
  expect(queries.map(({ at, asked }) => [at, asked.length])).toEqual([
    [0, 1],
    [5, 500],
  ]);
  await vi.advanceTimersByTimeAsync(100);
  expect((await Promise.all(answers)).at(-1)).toBe(2_000);
});
