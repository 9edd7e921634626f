import { expect, test } from 'vitest';

import { colourIndex, initials } from './person.ts';

test('[APP-1] an avatar shows the initials of the first and last word of a name', () => {
  expect(initials('Alice Ahmed')).toBe('AA');
  expect(initials('  maria del  carmen ruiz ')).toBe('MR');
  expect(initials('Cher')).toBe('C');
  expect(initials('')).toBe('?');
  expect(initials('👩‍👩‍👧 Family')).toBe('👩‍👩‍👧F');
});

test('[APP-1] the colour of an avatar stays the same for the same person', () => {
  expect(colourIndex('0199-a', 8)).toBe(colourIndex('0199-a', 8));
  const used = new Set(Array.from({ length: 100 }, (_, n) => colourIndex(`user-${n}`, 8)));
  expect(used.size).toBe(8);
});
