import { randomFillSync } from 'node:crypto';

/** As many as Engine.IO's own ids have. */
const BYTES = 15;
const AT_ONCE = 256;

const pool = Buffer.alloc(BYTES * AT_ONCE);
let at = pool.length;

/** 120 bits that nobody can guess, in base64url: 20 characters. The system is asked for many at once. */
export function newSecret(): string {
  if (at === pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  at += BYTES;
  return pool.toString('base64url', at - BYTES, at);
}
