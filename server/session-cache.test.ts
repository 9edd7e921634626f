import { expect, test } from 'vitest';

import type { SignedIn } from '../db/sessions.ts';
import { createSessionCache } from './session-cache.ts';

const signedIn = (id: string): SignedIn => ({
  session: { id, token: `token of ${id}`, expiresAt: new Date(8.64e15) },
  person: { id: 'alice', name: 'Alice' },
});

function open() {
  let time = 0;
  let reads = 0;
  let answer: () => Promise<SignedIn | null> = async () => signedIn('phone');
  const cache = createSessionCache(
    async () => {
      reads += 1;
      return answer();
    },
    () => time,
  );
  return {
    cache,
    reads: () => reads,
    pass: (ms: number) => void (time += ms),
    answerWith: (next: typeof answer) => void (answer = next),
  };
}

test('[LOAD-3] a session is read once in 3 s, and then anew', async () => {
  const { cache, reads, pass } = open();
  expect(await cache.read('a')).toEqual(signedIn('phone'));
  pass(2_999);
  expect(await cache.read('a')).toEqual(signedIn('phone'));
  expect(reads()).toBe(1);
  pass(1);
  await cache.read('a');
  expect(reads()).toBe(2);
});

test('[LOAD-3] a session that ended is read anew, also where the answer was on its way', async () => {
  const { cache, reads, answerWith } = open();
  await cache.read('a');
  cache.forget('phone');
  answerWith(async () => null);
  expect(await cache.read('a')).toBeNull();
  const { promise, resolve: arrive } = Promise.withResolvers<SignedIn>();
  answerWith(() => promise);
  const reading = cache.read('a');
  cache.forget('phone');
  arrive(signedIn('phone'));
  await reading;
  answerWith(async () => null);
  expect(await cache.read('a')).toBeNull();
  expect(reads()).toBe(4);
});

test('[LOAD-3] nobody is asked about again each time, and after a pause everybody is', async () => {
  const { cache, reads, answerWith } = open();
  await cache.read('a');
  cache.clear();
  await cache.read('a');
  expect(reads()).toBe(2);
  answerWith(async () => null);
  for (let n = 0; n < 2; n += 1) expect(await cache.read('b')).toBeNull();
  expect(reads()).toBe(4);
});

test('[LOAD-3] what is kept is bounded by time and number', async () => {
  const { cache, reads, answerWith } = open();
  for (let n = 0; n < 20_100; n += 1) {
    answerWith(async () => signedIn(`device ${n}`));
    await cache.read(`token ${n}`);
  }
  expect(reads()).toBe(20_100);
  await cache.read('token 20099');
  expect(reads()).toBe(20_100);
  await cache.read('token 0');
  expect(reads()).toBe(20_101);
});
