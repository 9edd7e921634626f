import { randomUUID } from 'node:crypto';

import type { Stack, TestPerson } from './stack.ts';

/** Has a person say things in the stack's event, all at once, past every limit; they end up in this order. */
export async function say(
  { app, eventId }: Stack,
  author: TestPerson,
  contents: readonly string[],
): Promise<void> {
  const outcomes = await Promise.all(
    contents.map((content) =>
      app.append({ kind: 'message', eventId, id: randomUUID(), author, content }),
    ),
  );
  const refused = outcomes.find((outcome) => !outcome.ok);
  if (refused?.ok === false) throw new Error(refused.error.message);
}

/** `count` different texts, each this long. */
export const texts = (count: number, from = 1, chars = 12): readonly string[] =>
  Array.from({ length: count }, (_, index) => `message ${from + index} `.padEnd(chars, '·'));
