import { hash } from 'node:crypto';

import { PERSON_HASH_CHARS } from '../../lib/server/bus/hints.ts';

/** What stands for a person in hints: short, and the same on every node. */
export const hashOf = (userId: string): string =>
  hash('sha256', userId, 'base64url').slice(0, PERSON_HASH_CHARS);

/** Hashes that stand one behind the other. */
export const hashesIn = (text: string): readonly string[] =>
  Array.from({ length: text.length / PERSON_HASH_CHARS }, (_, n) =>
    text.slice(n * PERSON_HASH_CHARS, (n + 1) * PERSON_HASH_CHARS),
  );
