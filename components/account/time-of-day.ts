const MINUTES_AN_HOUR = 60;

/** A minute of the day as people write it: `22:05`. */
export const timeOfDayWords = (minute: number): string =>
  [Math.floor(minute / MINUTES_AN_HOUR), minute % MINUTES_AN_HOUR]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

/** The minute of the day that somebody wrote, as `22:05`, `7.30` or `7`; `null` where it is none. */
export function readTimeOfDay(text: string): number | null {
  const [, hours, minutes = '0'] = /^\s*(\d{1,2})(?:[:.h](\d{2}))?\s*$/.exec(text) ?? [];
  if (hours === undefined) return null;
  const isTime = Number(hours) < 24 && Number(minutes) < MINUTES_AN_HOUR;
  return isTime ? Number(hours) * MINUTES_AN_HOUR + Number(minutes) : null;
}
