import { expect, test } from 'vitest';

import { dayBadge, eventPhase, whenWords } from './event-time.ts';

const times = {
  startsAt: '2026-11-28T23:30:00Z',
  endsAt: '2026-11-29T01:00:00Z',
  timeZone: 'Asia/Tokyo',
} as const;

test("[APP-6] an event's day and time are those of its own time zone, which is named where it is another", () => {
  expect(dayBadge(times).day).toBe('29');
  expect(whenWords(times, 'Asia/Tokyo')).not.toContain('Tokyo');
  expect(whenWords(times, 'Europe/Berlin')).toContain('(Asia/Tokyo time)');
});

test('[APP-6] a time zone that the device does not know is no fault', () => {
  expect(() => whenWords({ ...times, timeZone: 'Mars/Base' })).not.toThrow();
});

test('[APP-6] an event is upcoming, running or past', () => {
  expect(eventPhase(times, new Date('2026-11-28T23:29:59Z'))).toBe('upcoming');
  expect(eventPhase(times, new Date('2026-11-28T23:30:00Z'))).toBe('running');
  expect(eventPhase(times, new Date('2026-11-29T01:00:00Z'))).toBe('past');
  expect(eventPhase({ ...times, endsAt: null }, new Date('2026-11-29T04:00:00Z'))).toBe('running');
});
