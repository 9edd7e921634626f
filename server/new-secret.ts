import { createRandomPool } from '../lib/server/random-pool.ts';

/** As many as Engine.IO's own ids have. */
const nextRandom = createRandomPool(15);

/** 120 bits that nobody can guess, in base64url: 20 characters. */
export const newSecret = (): string => nextRandom().toString('base64url');
