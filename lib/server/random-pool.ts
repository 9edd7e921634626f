import { randomFillSync } from 'node:crypto';

const AT_ONCE = 256;

/**
 * Random bytes, so many at a time. The system is asked for many at once, since asking now and then costs some 80 µs each
 * time. What it gives is to be used at once: it is written over later.
 */
export function createRandomPool(bytes: number): () => Buffer {
  const pool = Buffer.alloc(bytes * AT_ONCE);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += bytes;
    return pool.subarray(at - bytes, at);
  };
}
