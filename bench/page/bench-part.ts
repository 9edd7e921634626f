import { markup, type Markup } from '../../report/markup.ts';
import { table } from '../../report/table.ts';
import type { Bench } from '../registry.ts';
import type { Figures } from '../suite/figures.ts';
import { STANDING, standing, toBar } from './ratio-scale.ts';
import { xyChart } from './xy-chart.ts';

/** Everything that is known of one bench. */
export function benchPart(bench: Bench, figures: Figures): Markup {
  const { name, ratioOf, peer, measures, must, aim } = bench;
  const bar = toBar(bench, figures);
  return markup`
<section id="${name}" class="${standing(bar)}"><div class="title"><h2>${name}</h2><strong>${figures.ratio} ×</strong>
<span class="status ${standing(bar)}">${STANDING[standing(bar)]}</span></div>
<p>Measured: ${measures}. The ratio is of the ${ratioOf}; the peer: ${peer}.
${must === undefined ? null : ` Must: ${must.words}.`}${aim === undefined ? null : ` Aim: ${aim.words}.`}</p>
${table(
  figures.head.map((head, index) => (index === 0 ? head : `#${head}`)),
  figures.rows,
)}
${(figures.charts ?? []).map(xyChart)}
<ul class="says">${figures.verified.map((one) => markup`<li>✓ ${one}</li>`)}</ul></section>`;
}
