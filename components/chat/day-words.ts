const DAY_MS = 86_400_000;

/** "Today", "Yesterday" or the day itself, with the year where it is another. */
export function dayWords(date: Date, now: Date = new Date()): string {
  if (date.toDateString() === now.toDateString()) return 'Today';
  if (date.toDateString() === new Date(now.getTime() - DAY_MS).toDateString()) return 'Yesterday';
  return date.toLocaleDateString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
}

export const clockWords = (date: Date): string =>
  date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });

/** A moment with its day: "today at 14:03", "Monday, 23 November at 09:15". */
export function momentWords(date: Date, now: Date = new Date()): string {
  const day = dayWords(date, now);
  const isNear = day === 'Today' || day === 'Yesterday';
  return `${isNear ? day.toLowerCase() : day} at ${clockWords(date)}`;
}
