import { expect, test } from 'vitest';

import { placeMenu } from './menu-place.ts';

const window = { width: 1_000, height: 600 };
const menu = { width: 200, height: 150 };
const at = (x: number, y: number) => placeMenu({ x, y, width: 40, height: 40 }, menu, window);

test('[CHANGE-25] a menu opens below what it belongs to, on its side of the window, and above where there is no room', () => {
  expect(at(100, 50)).toEqual({ x: 100, y: 96 });
  expect(at(900, 50)).toEqual({ x: 740, y: 96 });
  expect(at(100, 500)).toEqual({ x: 100, y: 344 });
});

test('[CHANGE-25] a menu is never outside of the window', () => {
  expect(at(-30, 50).x).toBe(6);
  expect(at(990, 50).x).toBe(794);
  expect(placeMenu({ x: 0, y: 40, width: 40, height: 520 }, menu, window).y).toBe(6);
  expect(
    placeMenu({ x: 0, y: 40, width: 9, height: 9 }, menu, { width: 100, height: 100 }),
  ).toEqual({ x: 6, y: 6 });
});
