import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { plural } from '../../report/format.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { style } from '../../report/style.ts';
import type { Measured } from '../suite/figures.ts';
import type { Outcome, SuiteResult } from '../suite/run-suite.ts';
import { ratioBars } from './bars.ts';
import { benchPart } from './bench-part.ts';
import { benchStyle } from './layout.ts';
import { standing, toBars } from './ratio-scale.ts';

/**
 * Writes the page of a run into its folder. It is one file that needs nothing else and runs nothing: it can be
 * sent, printed and kept.
 *
 * @returns the file's path.
 */
export function writePage(folder: string, result: SuiteResult): string {
  const path = join(folder, 'bench.html');
  writeFileSync(path, pageOf(result).text);
  return path;
}

type Done = Extract<Outcome, { status: 'measured' }>;

function pageOf({ measured, outcomes }: SuiteResult): Markup {
  const done = outcomes.filter((outcome): outcome is Done => outcome.status === 'measured');
  const bars = done.flatMap(({ bench, figures }) => toBars(bench, figures));
  const missed = bars.filter((bar) => standing(bar) === 'missed').length;
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  return markup`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Hallway bench, ${measured.at.slice(0, 10)}</title>
<style>${style}${benchStyle}</style>
</head>
<body>
<main>
${top({ measured, count: done.length, hasRatio: bars.length > 0, missed, failed })}
${bars.length === 0 ? null : summary(bars)}
${done.map(({ bench, figures }) => benchPart(bench, figures))}${notDone(outcomes)}
<footer>Ratios of runs in turns on one machine can be trusted, also on another day; figures in seconds are of this machine and
of what else it did. Senders, receivers, database and server share its processors. The figures for programs lie beside this page,
in bench.json.</footer>
</main>
</body>
</html>
`;
}

interface Top {
  readonly measured: Measured;
  readonly count: number;
  readonly hasRatio: boolean;
  readonly missed: number;
  readonly failed: number;
}

const top = ({ measured, count, missed, failed, hasRatio }: Top): Markup => markup`
<header class="hero ${missed + failed === 0 ? 'kept' : 'broken'}">
<p class="brand">Hallway · bench</p>
<h1>${failed + missed > 0 || hasRatio ? headline(count, missed, failed) : 'What this machine can do'}</h1>
<p>${plural(count, 'bench', 'benches')} on ${measured.machine}; begun ${measured.at.slice(0, 16).replace('T', ' ')} UTC${
  measured.commit === '' ? null : `, commit ${measured.commit}`
}. Ours is the whole product, with tokens, rights, order and the log${hasRatio ? '; a peer ran in the same minutes, in turns' : null}.</p>
</header>`;

function headline(count: number, missed: number, failed: number): string {
  if (failed > 0) return `${plural(failed, 'bench', 'benches')} failed`;
  if (missed > 0) return `${plural(missed, 'bench', 'benches')} of ${count} below what must be`;
  return 'Every ratio is as it must be';
}

const summary = (bars: Parameters<typeof ratioBars>[0]): Markup => markup`
<section><h2>How many times better than the peer</h2>
<p>Each step of the scale is so many times more. A bar to the right of 1 is better than the peer, one to the left is worse: many
peers do far less, and say so below.</p>
${ratioBars(bars)}</section>`;

function notDone(outcomes: readonly Outcome[]): Markup | null {
  const rest = outcomes.filter((outcome) => outcome.status !== 'measured');
  if (rest.length === 0) return null;
  return markup`
<section><h2>Not measured</h2><ul>${rest.map(
    ({ bench, status, why }) =>
      markup`<li><strong>${bench.name}</strong> <span class="status ${status}">${status}</span> ${why}</li>`,
  )}</ul></section>`;
}
