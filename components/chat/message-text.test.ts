import { expect, test } from 'vitest';

import { isEmojiOnly } from './message-text.ts';

test('[APP-4] a message of a few emoji alone is shown large', () => {
  for (const content of ['😀', '👍🏽 🎉', '👩‍👩‍👧', '🇩🇪', '❤️', '1️⃣']) {
    expect(isEmojiOnly(content), content).toBe(true);
  }
  for (const content of ['ok 😀', '12', ' ', '', '#', '😀'.repeat(40)]) {
    expect(isEmojiOnly(content), content).toBe(false);
  }
});
