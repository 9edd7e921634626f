import { darkPalette, lightPalette, type Palette } from '../../components/ui/palette.ts';
import { markup, Markup } from '../../report/markup.ts';
import {
  ratioScale,
  standing,
  toBars,
  type RatioBar,
  type RatioScale,
} from '../page/ratio-scale.ts';
import type { Bench } from '../registry.ts';
import type { Records } from '../suite/records.ts';

const WIDTH = 760;
const NAMES = 130;
const VALUES = 70;
const ROW = 30;
const FOOT = 56;

/** The ratios of all benches that have figures, as a picture that a page of text can show, in light and in dark. */
export function ratioChart(benches: readonly Bench[], records: Records): string {
  const bars = benches.flatMap((bench) => {
    const figures = records[bench.name];
    return figures === undefined ? [] : toBars(bench, figures);
  });
  const scale = ratioScale(bars);
  const height = bars.length * ROW;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height + FOOT}" role="img" aria-label="How many times better than the peer each bench is">
<style>${STYLE}</style>
${scale.ticks.map((tick) => markup`<path class="grid" d="M${x(tick, scale)} 0V${height}"/><text class="tick" x="${x(tick, scale)}" y="${height + 16}">${tick} ×</text>`)}
<path class="equal" d="M${x(1, scale)} 0V${height}"/>
${bars.map((bar, index) => row(bar, index * ROW, scale))}
<path class="must" d="M${NAMES} ${height + 40}h14"/><text class="key" x="${NAMES + 20}" y="${height + 44}">must</text>
<path class="aim" d="M${NAMES + 80} ${height + 40}h14"/><text class="key" x="${NAMES + 100}" y="${height + 44}">aim</text>
<text class="key" x="${NAMES + 160}" y="${height + 44}">1 × is the peer</text>
</svg>
`.text;
}

const x = (ratio: number, scale: RatioScale): number =>
  Math.round((NAMES + scale.at(ratio) * (WIDTH - NAMES - VALUES)) * 10) / 10;

function row(bar: RatioBar, top: number, scale: RatioScale): Markup {
  const { name, ratio, must, aim } = bar;
  const [left = 0, right = 0] = [x(1, scale), x(ratio, scale)].toSorted((a, b) => a - b);
  const mark = (kind: string, at: number | undefined): Markup | null =>
    at === undefined ? null : markup`<path class="${kind}" d="M${x(at, scale)} ${top + 3}v24"/>`;
  return markup`<text class="name" x="0" y="${top + 20}">${name}</text>
<rect class="${standing(bar)}" x="${left}" y="${top + 8}" width="${right - left}" height="14" rx="3"/>
${mark('must', must?.ratio)}${mark('aim', aim?.ratio)}<text class="value" x="${WIDTH}" y="${top + 20}">${ratio} ×</text>
`;
}

const colours = ({ text, muted, accent, danger, lineStrong }: Palette): string => `
text{fill:${text};font:13px system-ui,sans-serif}.tick,.key{fill:${muted};font-size:12px}
path.must{stroke:${danger}}path.aim{stroke:${text}}.equal{stroke:${muted}}.grid{stroke:${lineStrong}}
rect{fill:${accent}}rect.open{fill:${muted}}`;

const STYLE = new Markup(`${colours(lightPalette)}
rect.missed{fill:#C2620A}.tick{text-anchor:middle}.value{text-anchor:end;font-weight:600}.name{font-weight:600}
path{stroke-width:2}.grid{stroke-width:1;opacity:.3}.equal{stroke-width:1}.aim{stroke-dasharray:4 3}
@media (prefers-color-scheme:dark){${colours(darkPalette)}rect.missed{fill:#F4B740}}`);
