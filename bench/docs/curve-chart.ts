import { darkPalette, lightPalette, type Palette } from '../../components/ui/palette.ts';
import { markup, Markup } from '../../report/markup.ts';
import { DARK_TONES, LIGHT_TONES, type Tones } from '../../report/style.ts';
import { axes, short } from '../page/axis.ts';
import type { Chart } from '../report.ts';

const WIDTH = 760;
const GAP = 30;
const TITLE = 62;
const PLOT = 170;
const FOOT = 52;
const HEIGHT = TITLE + PLOT + FOOT;
/** For the values at the left. */
const VALUES = 46;
const KEY = 118;
/** For half of the last number below. */
const EDGE = 14;
const TONES = ['one', 'two', 'three'] as const;

/** A bench's charts as a picture that a page of text can show, two beside each other, in light and in dark. */
export function curveCharts(charts: readonly Chart[]): string {
  const columns = Math.min(2, charts.length);
  const width = (WIDTH - GAP * (columns - 1)) / columns;
  const height = Math.ceil(charts.length / columns) * HEIGHT;
  const panels = charts.map((chart, index) => {
    const [left, top] = [(index % columns) * (width + GAP), Math.floor(index / columns) * HEIGHT];
    return markup`<g transform="translate(${left} ${top})">${panel(chart, width)}</g>
`;
  });
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${charts.map(({ title }) => title).join('; ')}">
<style>${STYLE}</style>
${panels}</svg>
`.text;
}

function panel(chart: Chart, width: number): Markup {
  const { x, y } = axes(chart);
  const place: Place = {
    left: (at) => round(VALUES + x.share(at) * (width - VALUES - EDGE)),
    top: (value) => round(TITLE + (1 - y.share(value)) * PLOT),
  };
  const bottom = TITLE + PLOT;
  return markup`<text class="title" y="18">${chart.title}, ${chart.y}</text>
${chart.curves.map(({ name }, index) => markup`<circle class="${tone(index)}" cx="${index * KEY + 5}" cy="36" r="5"/><text class="key" x="${index * KEY + 15}" y="40">${name}</text>`)}
${y.ticks.map((tick) => markup`<path class="grid" d="M${VALUES} ${place.top(tick)}H${width}"/><text class="value" x="${VALUES - 8}" y="${place.top(tick) + 4}">${short(tick)}</text>`)}
${across(x.ticks).map((tick) => markup`<path class="grid" d="M${place.left(tick)} ${TITLE}V${bottom}"/><text class="at" x="${place.left(tick)}" y="${bottom + 18}">${short(tick)}</text>`)}
${chart.curves.map((curve, index) => line(curve, tone(index), place))}
<text class="at" x="${round((VALUES + width) / 2)}" y="${bottom + 36}">${chart.x}</text>`;
}

interface Place {
  readonly left: (at: number) => number;
  readonly top: (value: number) => number;
}

function line(curve: Chart['curves'][number], name: string, { left, top }: Place): Markup {
  const path = curve.points.map(
    ([at, value], n) => `${n === 0 ? 'M' : 'L'}${left(at)} ${top(value)}`,
  );
  return markup`<path class="line ${name}" d="${path.join('')}"/>${curve.points.map(
    ([at, value]) =>
      markup`<circle class="${name}" cx="${left(at)}" cy="${top(value)}" r="4"><title>${curve.name}, ${short(at)}: ${short(value)}</title></circle>`,
  )}
`;
}

/** Only as many as have room for their numbers beside each other. */
const across = (ticks: readonly number[]): readonly number[] =>
  ticks.length > 5 ? ticks.filter((tick) => Number.isInteger(Math.log10(tick))) : ticks;
const tone = (index: number): string => TONES[index % TONES.length] ?? 'one';
const round = (value: number): number => Math.round(value * 10) / 10;

const colours = ({ text, muted, lineStrong }: Palette, { one, two, three }: Tones): string => `
text{fill:${text};font:12px system-ui,sans-serif}.key,.at,.value{fill:${muted}}.grid{stroke:${lineStrong}}
circle.one{fill:${one}}circle.two{fill:${two}}circle.three{fill:${three}}
.line.one{stroke:${one}}.line.two{stroke:${two}}.line.three{stroke:${three}}`;

const STYLE = new Markup(`${colours(lightPalette, LIGHT_TONES)}
.title{font-weight:600;font-size:13px}.value{text-anchor:end}.at{text-anchor:middle}
.grid{opacity:.3}.line{fill:none;stroke-width:2;stroke-linejoin:round}
@media (prefers-color-scheme:dark){${colours(darkPalette, DARK_TONES)}}`);
