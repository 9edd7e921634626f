import { expect, test } from 'vitest';

import { PATIENCE_MS, Window, WINDOW_MAX_MS } from './window.ts';

interface Talk {
  readonly perSecond: number;
  /** What it takes to send to everybody. */
  readonly roundMs: number;
}

/** Ten seconds of even talk; how long the entries of the last second had to wait for their round. */
function talk(window: Window, { perSecond, roundMs }: Talk, from = 0): readonly number[] {
  const waits: number[] = [];
  let beganAt = -Infinity;
  for (let at = from; at < from + 10_000; at += 1_000 / perSecond) {
    window.note(at);
    // Whatever comes before the next round begins goes out in it.
    const waitMs = at < beganAt ? beganAt - at : window.waitMs(at);
    if (at >= beganAt) {
      beganAt = at + waitMs;
      window.served(beganAt, roundMs);
    }
    if (at >= from + 9_000) waits.push(waitMs);
  }
  return waits;
}

test('[ROOM-21] in a quiet room nothing waits: twenty messages a second to a thousand people', () => {
  expect(Math.max(...talk(new Window(), { perSecond: 20, roundMs: 9 }))).toBe(0);
  expect(Math.max(...talk(new Window(), { perSecond: 200, roundMs: 1 }))).toBe(0);
});

test('[ROOM-21] as a room gets busier the window grows, to its bound', () => {
  const longest = [40, 60, 100, 200, 1_000].map((perSecond) =>
    Math.max(...talk(new Window(), { perSecond, roundMs: 10 })),
  );
  expect(longest).toEqual(longest.toSorted((a, b) => a - b));
  expect(longest.at(-1)).toBeGreaterThan(WINDOW_MAX_MS * 0.9);
  expect(longest.at(-1)).toBeLessThanOrEqual(WINDOW_MAX_MS);
});

test('[ROOM-21] the first message after a silence never waits', () => {
  const window = new Window();
  talk(window, { perSecond: 500, roundMs: 30 });
  window.note(12_000);
  expect(window.waitMs(12_000)).toBe(0);
});

test('[REACT-13] what is in no hurry waits where a round takes long and a message is likely, and nowhere else', () => {
  const patienceAfter = (given: Talk, pauseMs = 50): number => {
    const window = new Window();
    talk(window, given);
    return window.patienceMs(10_000 + pauseMs);
  };
  expect(new Window().patienceMs(0)).toBe(0);
  expect(patienceAfter({ perSecond: 10, roundMs: 12 })).toBe(PATIENCE_MS);
  expect(patienceAfter({ perSecond: 10, roundMs: 1 })).toBe(0);
  expect(patienceAfter({ perSecond: 1, roundMs: 12 })).toBe(0);
  expect(patienceAfter({ perSecond: 10, roundMs: 12 }, 2_000)).toBe(0);
});
