import { expect, test } from 'vitest';

import { Search } from './search.ts';

test.each([7, 100, 130, 480, 5_000])(
  '[BENCH-12] the highest good rate is found to a twelfth, if it is %i',
  (knee) => {
    const search = new Search(100);
    for (let step = 0; step < 25 && !search.isDone; step += 1) search.judge(search.next <= knee);
    expect(search.best).toBeLessThanOrEqual(knee);
    expect(search.best * 1.09 + 1).toBeGreaterThan(knee);
  },
);

test.each([50, 150, 200, 900])(
  '[BENCH-12] nothing above %i is tried where that is the most',
  (most) => {
    const search = new Search(100, most);
    const tried: number[] = [];
    for (; tried.length < 25 && !search.isDone; search.judge(true)) tried.push(search.next);
    expect([Math.max(...tried), search.best]).toEqual([most, most]);
  },
);
