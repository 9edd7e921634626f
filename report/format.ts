const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** `1,234`. */
export const count = (value: number): string => whole.format(value);

/** `1 node`, `2 nodes`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** `0.4 ms`, `12 ms`, `1.2 s`, `3 min`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return 'never';
  if (ms < 10) return `${tenths.format(ms)} ms`;
  if (ms < 1_000) return `${whole.format(ms)} ms`;
  if (ms < 120_000) return `${tenths.format(ms / 1_000)} s`;
  return `${tenths.format(ms / 60_000)} min`;
}

/** A place on the clock of the run: `12:05`, `1:02:03`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const KILO = 1_000;
const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

export function bytes(value: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3));
  const scaled = value / KILO ** power;
  return `${(scaled < 10 ? tenths : whole).format(scaled)} ${UNITS[power]}`;
}
