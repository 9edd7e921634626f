import { markup, type Markup } from './markup.ts';

/** How one archive writes times: all by one clock, which its first page names. */
export interface Clock {
  readonly zone: string;
  readonly day: (at: Date) => string;
  readonly minute: (at: Date) => string;
  readonly full: (at: Date) => Markup;
}

/** The event's own time zone, or UTC where it has none. */
export function createClock(timeZone: string | null): Clock {
  const zone = timeZone ?? 'UTC';
  const days = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const minutes = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = (at: Date): string => days.format(at);
  const minute = (at: Date): string => minutes.format(at);
  return {
    zone,
    day,
    minute,
    full: (at) => markup`<time datetime="${at.toISOString()}">${day(at)}, ${minute(at)}</time>`,
  };
}
