import { v7 } from 'uuid';

import { createRandomPool } from './random-pool.ts';

/** What a UUID takes of random bytes. */
const nextRandom = createRandomPool(16);

/** A UUID of version 7: ids of one time stand together in an index. */
export const newId = (): string => v7({ random: nextRandom() });
