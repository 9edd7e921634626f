import { duration } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Report } from '../report.ts';

/** What the run was, and how anybody can do it again. */
export const runPart = ({ run }: Report): Markup => markup`
<section><h2>Repeat it</h2>
<p>The seed decides which faults come when, and what everybody writes; how fast things go is up to the machine. Began
${run.startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, with seed <strong>${String(run.seed)}</strong> and
${duration(run.seconds * 1_000)} of faults.</p>
<pre><code>${run.command}</code></pre>
${list('Limits of the product that were raised for the run', run.limitsRaised)}
${list('Left out on this machine', run.leftOut)}</section>`;

const list = (title: string, items: readonly string[]): Markup | null =>
  items.length === 0
    ? null
    : markup`<h3>${title}</h3><ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`;
