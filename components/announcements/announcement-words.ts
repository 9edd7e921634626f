const TIME = { hour: 'numeric', minute: '2-digit' } as const;
const DAY_AND_TIME = { weekday: 'short', day: 'numeric', month: 'short', ...TIME } as const;

/** A time as short as it is clear: the hour where it is today, else the day too. */
export function timeWords(time: Date, now: Date = new Date()): string {
  const isToday = time.toDateString() === now.toDateString();
  return time.toLocaleString(undefined, isToday ? TIME : DAY_AND_TIME);
}
