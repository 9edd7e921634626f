const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** A time as the browser's `datetime-local` wants it, in the device's zone: "2026-11-22T18:00". */
export function toLocalInput(time: Date | null): string {
  if (time === null) return '';
  const day = [pad(time.getFullYear(), 4), pad(time.getMonth() + 1), pad(time.getDate())].join('-');
  return `${day}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

/** The other way round; `null` where the text names no time. */
export function fromLocalInput(text: string): Date | null {
  if (text === '') return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
