import { expect, test } from 'vitest';

import { isAllowed } from './content-filter.ts';

const on = (...extraWords: string[]) => ({ enabled: true, extraWords });

test('[FILTER-1] a filter that is off passes everything', () => {
  expect(isAllowed('fuck', { enabled: false, extraWords: ['hello'] })).toBe(true);
});

test('[FILTER-2] the built-in list catches disguises and lets innocent words pass', () => {
  expect(isAllowed('what the fuck', on())).toBe(false);
  expect(isAllowed('what the fuuuck', on())).toBe(false);
  expect(isAllowed('See you in Scunthorpe, at the cocktail bar, for an assessment', on())).toBe(
    true,
  );
});

test("[FILTER-3] an organiser's words match whole words, without regard to case, accents, width", () => {
  const filter = on('Spoiler', 'naïve', 'a+b');
  for (const text of ['no SPOILER please', 'ｓｐｏｉｌｅｒ!', 'so naive', 'NAÏVE', 'a+b']) {
    expect(isAllowed(text, filter), text).toBe(false);
  }
  for (const text of ['spoilers', 'aab', 'respoiler']) {
    expect(isAllowed(text, filter), text).toBe(true);
  }
});

test('[FILTER-3] in scripts without spaces a word matches anywhere', () => {
  expect(isAllowed('这是剧透内容', on('剧透'))).toBe(false);
});
