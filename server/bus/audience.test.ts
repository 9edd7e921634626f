import { expect, test } from 'vitest';

import type { Hint } from '../../lib/server/bus/hints.ts';
import { Audience } from './audience.ts';

const head: Hint = { is: 'head', eventId: 'party', head: 1 };

test('[NODE-11] only a node that the database says is alone, and that has heard of no other since, tells nothing', () => {
  const audience = new Audience(() => {});
  expect(audience.isToHear(head)).toBe(true);
  audience.listen(true);
  expect(audience.isToHear(head)).toBe(true);
  audience.see(false);
  expect(audience.isToHear(head)).toBe(false);
  expect(audience.isToHear({ is: 'here' })).toBe(true);
  audience.hear(head);
  expect(audience.isToHear(head)).toBe(false);
  audience.hear({ is: 'here' });
  expect(audience.isToHear(head)).toBe(true);
  // It may have been asked before the other one came.
  audience.see(false);
  expect(audience.isToHear(head)).toBe(true);
  audience.see(false);
  expect(audience.isToHear(head)).toBe(false);
  audience.see(true);
  expect(audience.isToHear(head)).toBe(true);
});

test('[NODE-11] a node that does not listen does not know who is there, and says that it is there once it does again', () => {
  let introduced = 0;
  const audience = new Audience(() => void (introduced += 1));
  audience.listen(true);
  audience.see(false);
  audience.listen(false);
  expect(audience.isToHear(head)).toBe(true);
  expect(introduced).toBe(1);
  audience.listen(true);
  expect(introduced).toBe(2);
});
