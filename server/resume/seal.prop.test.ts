import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { JoinedPlace } from '../chat-socket.ts';
import { createSealer } from './seal.ts';

const sealer = createSealer('a secret of the tests, long enough');

const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const places: fc.Arbitrary<readonly JoinedPlace[]> = fc.array(
  fc.record({ eventId: ids, epoch: fc.uuid(), cursor: fc.nat(999_999_999_999_999) }),
  { maxLength: 20 },
);
const anything = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.string());

test('[STOCK-6] what was sealed opens as it was', () => {
  fc.assert(
    fc.property(places, (given) => {
      expect(sealer.openPlaces(sealer.sealPlaces(given))).toEqual(given);
    }),
  );
});

test('[STOCK-6] an offset with any one character changed, added or taken away does not open', () => {
  fc.assert(
    fc.property(
      places,
      fc.nat(),
      fc.string({ maxLength: 1 }),
      fc.boolean(),
      (given, at, by, add) => {
        const offset = sealer.sealPlaces(given);
        const index = at % offset.length;
        const changed = offset.slice(0, index) + by + offset.slice(index + (add ? 0 : 1));
        fc.pre(changed !== offset);
        expect(sealer.openPlaces(changed)).toBeNull();
      },
    ),
    { numRuns: 1_000 },
  );
});

test('[STOCK-6] nothing that was not sealed here opens', () => {
  fc.assert(
    fc.property(anything, places, fc.string({ minLength: 1 }), (given, sealed, secret) => {
      expect(sealer.openPlaces(given)).toBeNull();
      expect(sealer.openPlaces(createSealer(secret).sealPlaces(sealed))).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

test('[STOCK-6] no two offsets can be put together to a third', () => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      const [a = '', sealOfA = ''] = sealer.sealPlaces(one).split('.');
      const [b = '', sealOfB = ''] = sealer.sealPlaces(other).split('.');
      fc.pre(a !== b);
      for (const forged of [`${a}.${sealOfB}`, `${b}.${sealOfA}`, `${a},${b}.${sealOfA}`]) {
        expect(sealer.openPlaces(forged)).toBeNull();
      }
    }),
  );
});

test('[STOCK-6] a name is its person’s alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), anything, (person, other, given) => {
      const pid = sealer.newPid(person);
      expect(sealer.isPidOf(pid, person)).toBe(true);
      expect(sealer.isPidOf(pid, other)).toBe(person === other);
      expect(sealer.isPidOf(given, person)).toBe(false);
      expect(sealer.newPid(person)).not.toBe(pid);
    }),
    { numRuns: 1_000 },
  );
});
