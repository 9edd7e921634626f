import { markup, type Markup } from '../../report/markup.ts';
import { ratioScale, standing, type RatioBar, type RatioScale } from './ratio-scale.ts';

/** How each ratio stands to the peer, 1, and to its bounds: a bar a bench, on one scale. */
export function ratioBars(bars: readonly RatioBar[]): Markup {
  const scale = ratioScale(bars);
  return markup`
<div class="ratios">${bars.map((bar) => row(bar, scale))}
<div class="ratio axis" aria-hidden="true"><div></div><div class="scale">${scale.ticks.map(
    (tick) => markup`<span style="left:${percent(scale.at(tick))}">${tick} ×</span>`,
  )}</div><div></div></div></div>
<p class="legend"><span><i class="key equal"></i>as the peer</span><span><i class="key must"></i>must</span><span><i class="key aim"></i>aim</span></p>`;
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

function row(bar: RatioBar, scale: RatioScale): Markup {
  const [left, right] = [1, bar.ratio].map((one) => scale.at(one)).toSorted((a, b) => a - b);
  const from = left ?? 0;
  const width = (right ?? 0) - from;
  return markup`
<div class="ratio ${standing(bar)}"><a href="#${bar.name}">${bar.name}</a>
<div class="track"><i class="fill" style="left:${percent(from)};width:${percent(width)}"></i>${mark('equal', 1, scale)}${mark(
    'must',
    bar.must?.ratio,
    scale,
  )}${mark('aim', bar.aim?.ratio, scale)}</div>
<strong class="number">${bar.ratio} ×</strong></div>`;
}

const mark = (kind: string, ratio: number | undefined, scale: RatioScale): Markup | null =>
  ratio === undefined
    ? null
    : markup`<i class="mark ${kind}" style="left:${percent(scale.at(ratio))}" title="${kind}: ${Math.round(ratio * 100) / 100} ×"></i>`;
