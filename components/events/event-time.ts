/** The times of an event, as stored. */
interface EventTimes {
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly timeZone: string | null;
}

export const deviceTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const formatter = (timeZone: string | null, options: Intl.DateTimeFormatOptions) => {
  try {
    return new Intl.DateTimeFormat(undefined, { ...options, timeZone: timeZone ?? undefined });
  } catch {
    // Zones get new names; a device that does not know one shows its own time.
    return new Intl.DateTimeFormat(undefined, options);
  }
};

/** Month and day for an event's badge, in the event's own time zone. */
export function dayBadge(times: EventTimes): { readonly month: string; readonly day: string } {
  const startsAt = new Date(times.startsAt);
  return {
    month: formatter(times.timeZone, { month: 'short' }).format(startsAt),
    day: formatter(times.timeZone, { day: 'numeric' }).format(startsAt),
  };
}

/** "Sat, Nov 28, 2026, 6:00 PM – 9:00 PM", with the zone's name where it is not the device's. */
export function whenWords(times: EventTimes, deviceZone: string = deviceTimeZone()): string {
  const zone = times.timeZone;
  const format = formatter(zone, {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  const words = rangeWords(format, times);
  return zone === null || zone === deviceZone ? words : `${words} (${zoneWords(zone)})`;
}

function rangeWords(format: Intl.DateTimeFormat, times: EventTimes): string {
  const startsAt = new Date(times.startsAt);
  if (times.endsAt === null) return format.format(startsAt);
  const endsAt = new Date(times.endsAt);
  // Hermes, the engine on phones, does not know ranges.
  if (typeof format.formatRange === 'function') return format.formatRange(startsAt, endsAt);
  return `${format.format(startsAt)} – ${format.format(endsAt)}`;
}

const zoneWords = (zone: string): string => `${zone.replaceAll('_', ' ')} time`;

export type EventPhase = 'upcoming' | 'running' | 'past';

/** An event without an end counts as running for this long. */
const DEFAULT_LENGTH_MS = 6 * 3_600_000;

export function eventPhase(times: EventTimes, now: Date): EventPhase {
  const startsAt = new Date(times.startsAt).getTime();
  const endsAt =
    times.endsAt === null ? startsAt + DEFAULT_LENGTH_MS : new Date(times.endsAt).getTime();
  if (now.getTime() < startsAt) return 'upcoming';
  return now.getTime() < endsAt ? 'running' : 'past';
}
