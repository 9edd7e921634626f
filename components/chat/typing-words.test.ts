import { expect, test } from 'vitest';

import { typingWords } from './typing-words.ts';

test('[APP-5] the typing line names one or two people, and more as several', () => {
  expect(typingWords([])).toBe('');
  expect(typingWords(['Bob'])).toBe('Bob is typing…');
  expect(typingWords(['Bob', 'Eve'])).toBe('Bob and Eve are typing…');
  expect(typingWords(['Bob', 'Eve', 'Mia'])).toBe('Several people are typing…');
});
