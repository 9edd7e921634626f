import { clock } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Series } from '../series.ts';

/** All charts are this wide in their own units, and stretched to the page. */
export const WIDTH = 1_000;
const MAX_TICKS = 10;
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];

/** The time axis that all charts of a page share. */
export interface Axis {
  readonly from: number;
  readonly until: number;
  readonly ticks: readonly number[];
  /** Where the faults ended for good. */
  readonly quietAt: number | null;
  x(at: number): number;
}

export function axisOf({ startsAt, endsAt, quietAt }: Series): Axis {
  const length = Math.max(1_000, endsAt - startsAt);
  const until = startsAt + length;
  const step =
    1_000 * (STEPS_S.find((one) => one * 1_000 * MAX_TICKS >= length) ?? Math.ceil(length / 1e4));
  const ticks: number[] = [];
  for (let at = Math.ceil(startsAt / step) * step; at <= until; at += step) ticks.push(at);
  return {
    from: startsAt,
    until,
    ticks,
    quietAt,
    x: (at) => round((Math.min(until, Math.max(startsAt, at)) - startsAt) * (WIDTH / length)),
  };
}

/** Coordinates need no more: the finest screen has fewer points. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** The times below, or above, a column of charts. */
export const axisRow = (axis: Axis): Markup => markup`
<div class="row axis" aria-hidden="true"><div></div><div class="ticks">${axis.ticks.map(
  (at) => markup`<span style="left:${axis.x(at) / (WIDTH / 100)}%">${clock(at)}</span>`,
)}</div></div>`;

/** Lines from top to bottom: one at each tick, and where the faults ended. */
export const timeGrid = (axis: Axis, height: number): Markup => markup`
<path class="grid" d="${axis.ticks.map((at) => `M${axis.x(at)} 0V${height}`).join('')}"/>${
  axis.quietAt === null
    ? null
    : markup`<path class="quiet" d="M${axis.x(axis.quietAt)} 0V${height}"/>`
}`;
