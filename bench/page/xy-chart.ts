import { markup, type Markup } from '../../report/markup.ts';
import type { Chart } from '../report.ts';
import { axes, short } from './axis.ts';

const HEIGHT = 100;
const WIDTH = 1_000;
const TONES = ['one', 'two', 'three'] as const;

/** Points with lines between them. Each point says its values where one points at it. */
export function xyChart(chart: Chart): Markup {
  const { x, y } = axes(chart);
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
