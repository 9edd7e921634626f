import { expect, test } from 'vitest';

import { doubled, fitted, moved, pullMeans, scaled, WHOLE } from './viewer-zoom.ts';

const frame = { width: 400, height: 800 };
const bounds = { frame, whole: fitted({ width: 4_000, height: 3_000 }, frame) };

test('[ATTACH-9] a picture is whole at first, and larger around the place that one points at', () => {
  expect(bounds.whole).toEqual({ width: 400, height: 300 });
  expect(fitted({}, frame)).toEqual(frame);
  const zoom = scaled(WHOLE, 4, { x: 100, y: 0 }, bounds);
  expect(zoom).toEqual({ scale: 4, x: -300, y: 0 });
  // What was under the pointer still is.
  expect((100 - zoom.x) / zoom.scale).toBe(100);
  expect(scaled(zoom, 0.01, { x: 0, y: 0 }, bounds)).toEqual(WHOLE);
  expect(scaled(WHOLE, 100, { x: 0, y: 0 }, bounds).scale).toBe(8);
});

test('[ATTACH-9] one can move it as far as its edges, and not away', () => {
  const zoom = scaled(WHOLE, 2, { x: 0, y: 0 }, bounds);
  expect(moved(zoom, { x: 1_000, y: 1_000 }, bounds)).toEqual({ scale: 2, x: 200, y: 0 });
  expect(moved(WHOLE, { x: 10, y: -10 }, bounds)).toEqual(WHOLE);
});

test('[ATTACH-9] a double tap makes it larger and whole again; a pull goes on, back, or closes', () => {
  const large = doubled(WHOLE, { x: 0, y: 0 }, bounds);
  expect(large.scale).toBe(2.5);
  expect(doubled(large, { x: 50, y: 50 }, bounds)).toEqual(WHOLE);
  expect(
    [
      { x: -80, y: 10 },
      { x: 80, y: 10 },
      { x: 20, y: 140 },
      { x: 20, y: -140 },
    ].map(pullMeans),
  ).toEqual(['next', 'previous', 'close', null]);
});
