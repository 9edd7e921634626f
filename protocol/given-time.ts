import { z } from 'zod';

/** A time as people and programs may give it. */
export const Time = z.iso.datetime({
  offset: true,
  error: 'A time is ISO 8601 with an offset, as in 2026-11-22T18:00:00Z.',
});

/** A time zone by its IANA name. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'A time zone is an IANA name, as in Europe/Berlin.');

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
