import { markup, type Markup } from '../../report/markup.ts';
import { table } from '../../report/table.ts';
import type { Bench } from '../registry.ts';
import type { Figures } from '../suite/figures.ts';
import type { CardFigure } from '../report.ts';
import { STANDING, standing, toBars } from './ratio-scale.ts';
import { xyChart } from './xy-chart.ts';

/** Everything that is known of one bench. */
export function benchPart(bench: Bench, figures: Figures): Markup {
  const { name, ratioOf, peer, measures, must, aim } = bench;
  const [bar] = toBars(bench, figures);
  const state = bar === undefined ? 'open' : standing(bar);
  return markup`
<section id="${name}" class="${state}"><div class="title"><h2>${name}</h2>${
    bar === undefined
      ? null
      : markup`<strong>${bar.ratio} ×</strong>
<span class="status ${state}">${STANDING[state]}</span>`
  }</div>
<p>Measured: ${measures}.${bar === undefined ? null : ` The ratio is of the ${ratioOf}; the peer: ${peer}.`}
${must === undefined ? null : ` Must: ${must.words}.`}${aim === undefined ? null : ` Aim: ${aim.words}.`}</p>
${figures.card === undefined ? null : cardOf(figures.card)}
${table(
  figures.head.map((head, index) => (index === 0 ? head : `#${head}`)),
  figures.rows,
)}
${(figures.charts ?? []).map(xyChart)}
<ul class="says">${figures.verified.map((one) => markup`<li>✓ ${one}</li>`)}</ul></section>`;
}

const cardOf = (card: readonly CardFigure[]): Markup => markup`
<div class="figures card">${card.map(
  ({ title, figure, says }) =>
    markup`<div class="figure"><h2>${title}</h2><strong>${figure}</strong><p>${says}</p></div>`,
)}</div>`;
