import { markup, type Markup } from '../../report/markup.ts';
import type { Chart } from '../report.ts';

const HEIGHT = 100;
const WIDTH = 1_000;
const TONES = ['one', 'two', 'three'] as const;

/** Points with lines between them. Each point says its values where one points at it. */
export function xyChart(chart: Chart): Markup {
  const points = chart.curves.flatMap((curve) => curve.points);
  const x = axis(
    points.map(([at]) => at),
    chart.scale,
  );
  const y = axis(
    points.map(([, value]) => value),
    chart.scale,
  );
  const top = (value: number): number => round(HEIGHT * (1 - y.share(value)));
  const left = (at: number): number => round(WIDTH * x.share(at));
  return markup`
<figure class="xy"><figcaption><strong>${chart.title}</strong> <span class="says">${chart.says}</span>
<span class="legend">${chart.curves.map(({ name }, index) => markup`<span><i class="key ${tone(index)}"></i>${name}</span>`)}</span></figcaption>
<div class="says">${chart.y}</div>
<div class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${chart.title}">
<path class="grid" d="${[...y.ticks.map((tick) => `M0 ${top(tick)}H${WIDTH}`), ...x.ticks.map((tick) => `M${left(tick)} 0V${HEIGHT}`)].join('')}"/>
${chart.curves.map((curve, index) => markup`<path class="line ${tone(index)}" d="${curve.points.map(([at, value], n) => `${n === 0 ? 'M' : 'L'}${left(at)} ${top(value)}`).join('')}"/>`)}</svg>
${y.ticks.map((tick) => markup`<span class="y" style="top:${top(tick)}%">${short(tick)}</span>`)}
${chart.curves.map((curve, index) =>
  curve.points.map(
    ([at, value]) =>
      markup`<i class="dot ${tone(index)}" style="left:${left(at) / (WIDTH / 100)}%;top:${top(value)}%" title="${curve.name}, ${short(at)}: ${short(value)}"></i>`,
  ),
)}</div>
<div class="ticks" aria-hidden="true">${x.ticks.map((tick) => markup`<span style="left:${left(tick) / (WIDTH / 100)}%">${short(tick)}</span>`)}</div>
<div class="says x">${chart.x}</div></figure>`;
}

const tone = (index: number): string => TONES[index % TONES.length] ?? 'one';
const round = (value: number): number => Math.round(value * 10) / 10;
const format = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const short = (value: number): string => format.format(value);

interface Axis {
  readonly ticks: readonly number[];
  /** Where a value stands, from 0 to 1. */
  share(value: number): number;
}

/** Points do not stand at the very edge. */
const EDGE = 0.06;

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
