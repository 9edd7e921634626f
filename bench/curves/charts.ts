import type { Chart } from '../report.ts';
import { mib, of, type Point, type Sides } from './point.ts';

/** What the points of one bench's charts have in common. */
export interface Axis<Of> {
  /** What the values across are, in words, and of a point. */
  readonly x: string;
  readonly at: (point: Of) => number;
  readonly points: readonly Of[];
}

interface Drawn<Of> extends Pick<Chart, 'title' | 'says' | 'y'> {
  readonly curves: Readonly<Record<string, (point: Of) => number>>;
}

/** Charts over the same points, one for each thing that is looked at; both axes are logarithmic. */
export const chartsOver = <Of>(
  { x, at, points }: Axis<Of>,
  charts: readonly Drawn<Of>[],
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

/** How long deliveries take, of ours and bare Socket.IO. */
export const waitsOfBoth: Drawn<Sides<Point>> = {
  title: 'From send to seen',
  says: WAIT_SAYS,
  y: 'ms',
  curves: {
    'ours, p50': ({ ours }) => of(ours, 'p50'),
    'ours, p99': ({ ours }) => of(ours, 'p99'),
    'bare, p99': ({ peer }) => of(peer, 'p99'),
  },
};

/** What each of the two holds. */
export const memoryOfBoth: Drawn<Sides<Point>> = {
  title: 'Memory',
  says: MEMORY_SAYS,
  y: 'MiB',
  curves: { ours: ({ ours }) => mib(ours), 'bare Socket.IO': ({ peer }) => mib(peer) },
};
