import type { Chart } from '../report.ts';

const format = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** A value as it stands at an axis. */
export const short = (value: number): string => format.format(value);

export interface Axis {
  readonly ticks: readonly number[];
  /** Where a value stands, from 0 to 1. */
  share(value: number): number;
}

/** Points do not stand at the very edge. */
const EDGE = 0.06;

/** Axes on which all points of a chart have room. */
export function axes({ curves, scale }: Chart): { readonly x: Axis; readonly y: Axis } {
  const points = curves.flatMap((curve) => curve.points);
  return {
    x: axis(
      points.map(([at]) => at),
      scale,
    ),
    y: axis(
      points.map(([, value]) => value),
      scale,
    ),
  };
}

function axis(values: readonly number[], scale: Chart['scale']): Axis {
  const isLog = scale === 'logarithmic';
  const known = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const of = (value: number): number => (isLog ? Math.log10(value) : value);
  const high = of(Math.max(...known, isLog ? Number.MIN_VALUE : 1));
  const low = isLog ? of(Math.min(...known)) : 0;
  const length = Math.max(high - low, isLog ? 1 : 0);
  const share = (value: number): number => EDGE + ((of(value) - low) / length) * (1 - 2 * EDGE);
  const candidates = isLog ? decades(low, low + length) : steps(high);
  return { share, ticks: candidates.filter((tick) => share(tick) >= 0 && share(tick) <= 1) };
}

function decades(low: number, high: number): readonly number[] {
  const first = Math.floor(low);
  const each = high - low > 3 ? [1] : [1, 2, 5];
  const powers = Array.from({ length: Math.ceil(high) - first + 1 }, (_, n) => 10 ** (first + n));
  return powers.flatMap((power) => each.map((one) => Number((one * power).toPrecision(1))));
}

function steps(high: number): readonly number[] {
  const magnitude = 10 ** Math.floor(Math.log10(high / 2));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * magnitude).find((one) => high / one <= 4);
  return step === undefined ? [high] : [0, 1, 2, 3, 4].map((n) => n * step);
}
