import { expect, test } from 'vitest';

import { sizeWords } from './export-words.ts';

test('[EXPORT-20] sizes are said in the unit that people know', () => {
  const said = [0, 1_499, 340_000, 999_400, 999_600, 1_240_000, 99_600_000, 2_000_000_000].map(
    sizeWords,
  );
  expect(said).toEqual([
    '1 kB',
    '1 kB',
    '340 kB',
    '999 kB',
    '1.0 MB',
    '1.2 MB',
    '100 MB',
    '2.0 GB',
  ]);
});
