import { markup, type Markup, type Part } from '../../../report/markup.ts';
import { round, timeGrid, WIDTH, type Axis } from './axis.ts';
import { HEIGHT, type Scale } from './scale.ts';

/** One value a second, from second 0 of the clock on; `null` leaves a gap. */
export type Values = readonly (number | null)[];

export interface Curve {
  readonly name: string;
  readonly values: Values;
  /** Which of the page's colours. */
  readonly tone: 'one' | 'two' | 'three' | 'bad' | 'faint';
  /** How several seconds that share one point become one value. */
  readonly joined: 'mean' | 'highest' | 'lowest';
  /** Filled down to the bottom. */
  readonly isArea?: boolean;
}

export interface LineChart {
  readonly title: string;
  /** One sentence for somebody who sees such a chart for the first time. */
  readonly says: Part;
  readonly curves: readonly Curve[];
  readonly scale: Scale;
  readonly unit: (value: number) => string;
}

/** A point for each of these at most: more would be a smear. */
const MAX_POINTS = 600;

/** A chart on the page's time axis. */
export const lineChart = (
  { title, says, curves, scale, unit }: LineChart,
  axis: Axis,
): Markup => markup`
<figure class="row chart">
<figcaption><strong>${title}</strong> <span class="says">${says}</span>${legend(curves)}</figcaption>
<div class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}">
${timeGrid(axis, HEIGHT)}<path class="grid" d="${scale.ticks.map((tick) => `M0 ${scale.y(tick)}H${WIDTH}`).join('')}"/>
${curves.map((curve) => drawn(curve, scale, axis))}</svg>
${scale.ticks.map((tick) => markup`<span class="y" style="top:${scale.y(tick)}%">${unit(tick)}</span>`)}</div>
</figure>`;

const legend = (curves: readonly Curve[]): Markup =>
  markup`<span class="legend">${curves.map(
    ({ name, tone }) => markup`<span><i class="key ${tone}"></i>${name}</span>`,
  )}</span>`;

function drawn(curve: Curve, scale: Scale, axis: Axis): Markup {
  const lines = pieces(curve, axis).map((piece) =>
    piece.map(([x, value]): Point => [x, scale.y(value)]),
  );
  const line = lines.map(path).join('');
  const area = curve.isArea ? lines.map((points) => path(points) + down(points)).join('') : null;
  return markup`${area === null ? null : markup`<path class="area ${curve.tone}" d="${area}"/>`}<path class="line ${curve.tone}" d="${line}"/>`;
}

type Point = readonly [x: number, y: number];

const path = (points: readonly Point[]): string => {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  // A point alone gets a short line, or it would not be seen.
  const tail = rest.length === 0 ? 'h1' : rest.map(([x, y]) => `L${x} ${y}`).join('');
  return `M${first[0]} ${first[1]}${tail}`;
};

const down = (points: readonly Point[]): string =>
  `L${points.at(-1)?.[0] ?? 0} ${HEIGHT}L${points[0]?.[0] ?? 0} ${HEIGHT}Z`;

/** The curve's points, in pieces without a gap. */
function pieces({ values, joined }: Curve, axis: Axis): readonly (readonly Point[])[] {
  const first = Math.floor(axis.from / 1_000);
  const last = Math.min(values.length, Math.ceil(axis.until / 1_000));
  const wide = Math.max(1, Math.ceil((last - first) / MAX_POINTS));
  const found: Point[][] = [[]];
  for (let second = first; second < last; second += wide) {
    const some = values.slice(second, second + wide).filter((value) => value !== null);
    if (some.length > 0)
      found.at(-1)?.push([axis.x((second + wide / 2) * 1_000), join(some, joined)]);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found.filter(({ length }) => length > 0);
}

function join(values: readonly number[], how: Curve['joined']): number {
  if (how === 'highest') return Math.max(...values);
  if (how === 'lowest') return Math.min(...values);
  return round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
