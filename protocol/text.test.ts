import { expect, test } from 'vitest';

import { NewEvent } from './rest.ts';
import { cleanLine, countChars } from './text.ts';
import { MESSAGE_MAX_CHARS, MessageText } from './wire.ts';

test('[TEXT-1] a message of 1,000 emoji passes, of 1,001 not, whatever their size in UTF-16', () => {
  const emoji = '😀';
  expect(MessageText.safeParse(emoji.repeat(MESSAGE_MAX_CHARS)).success).toBe(true);
  const tooLong = MessageText.safeParse(emoji.repeat(MESSAGE_MAX_CHARS + 1));
  expect(tooLong.error?.issues[0]?.message).toBe('A message can have at most 1,000 characters.');
});

test('[TEXT-1] a family emoji counts as its code points, and length is taken after trimming', () => {
  expect(countChars('👨‍👩‍👧')).toBe(5);
  expect(MessageText.parse(`  ${'a'.repeat(MESSAGE_MAX_CHARS)}\n\n`)).toHaveLength(
    MESSAGE_MAX_CHARS,
  );
});

test('[TEXT-2] blank text is no message', () => {
  for (const blank of ['', '   ', '\n\t\r\n', '\u0000\u0007']) {
    expect(MessageText.safeParse(blank).error?.issues[0]?.message).toBe(
      "A message can't be empty.",
    );
  }
});

test('[TEXT-3] broken Unicode is refused, control characters are dropped, line breaks stay', () => {
  expect(MessageText.safeParse('half \ud83d of an emoji').success).toBe(false);
  expect(MessageText.parse('a\u0000b\u001b[31m\r\nc')).toBe('ab[31m\nc');
  expect(MessageText.parse('e\u0301')).toBe('é');
});

test('[TEXT-4] a name or title is one line without hidden or reversing characters', () => {
  expect(cleanLine(' Ali\u202ece\u200b \n Ahmed ')).toBe('Alice   Ahmed');
  expect(NewEvent.parse({ title: 'Meet\nup', startsAt: '2026-11-22T18:00:00Z' }).title).toBe(
    'Meet up',
  );
});

test('an enormous text is refused before any work is done on it', () => {
  expect(MessageText.safeParse('a'.repeat(10_000_000)).success).toBe(false);
});
