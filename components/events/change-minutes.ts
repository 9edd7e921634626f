/** A time that an organiser may choose, in minutes. */
interface TimeChoice {
  readonly value: number;
  readonly label: string;
}

const COMMON = [0, 5, 15, 60, 24 * 60];

/** The usual times for changes, shortest first, and the one that is set, whatever it is. */
export const changeChoices = (minutes: number): readonly TimeChoice[] =>
  [...new Set([...COMMON, minutes])]
    .toSorted((one, other) => one - other)
    .map((value) => ({ value, label: minutesWords(value) }));

function minutesWords(minutes: number): string {
  if (minutes === 0) return 'Not at all';
  if (minutes % 60 === 0) return count(minutes / 60, 'hour');
  return count(minutes, 'minute');
}

const count = (value: number, unit: string): string =>
  `${value.toLocaleString()} ${unit}${value === 1 ? '' : 's'}`;
