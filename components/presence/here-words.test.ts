import { expect, test } from 'vitest';

import { hereLabel, hereWords, manyWords } from './here-words.ts';

test('[HERE-20] how many are here is said in words, and why there are no names', () => {
  expect([hereWords(3), hereWords(1_204)]).toEqual(['3 here', '1,204 here']);
  expect(hereLabel(1)).toBe('1 person here now, show who');
  expect(hereLabel(1_204)).toBe('1,204 people here now, show who');
  expect(manyWords(1_204, 50)).toBe(
    '1,204 people have the chat open now. Names are shown where at most 50 are here.',
  );
});
