import type { Chart } from '../report.ts';

/** What the points of one bench's charts have in common. */
export interface Axis<Point> {
  /** What the values across are, in words, and of a point. */
  readonly x: string;
  readonly at: (point: Point) => number;
  readonly points: readonly Point[];
}

interface Drawn<Point> extends Pick<Chart, 'title' | 'says' | 'y'> {
  readonly curves: Readonly<Record<string, (point: Point) => number>>;
}

/** Charts over the same points, one for each thing that is looked at; both axes are logarithmic. */
export const chartsOver = <Point>(
  { x, at, points }: Axis<Point>,
  charts: readonly Drawn<Point>[],
): readonly Chart[] =>
  charts.map(({ curves, ...words }) => ({
    ...words,
    x,
    scale: 'logarithmic',
    curves: Object.entries(curves).map(([name, value]) => ({
      name,
      points: points.map((point) => [at(point), value(point)] as const),
    })),
  }));

export const CPU_SAYS = 'All that the server did meanwhile, for each delivery.';
export const WAIT_SAYS =
  'Half of all deliveries took less than p50, all but one in a hundred less than p99.';
export const MEMORY_SAYS = 'What the process holds after it freed what it could.';
