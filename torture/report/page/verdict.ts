import { isKept, summaryLine, type Totals, type Verdict } from '../../checker/verdict.ts';
import { count, duration, plural } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Report } from '../report.ts';

/** The top of the page: what a reader in a hurry must know. */
export function verdictPart(report: Report): Markup {
  const { verdict, run, series } = report;
  const kinds = new Set(series.faults.map(({ kind }) => kind)).size;
  const clients = run.clients.smart + run.clients.stock + run.clients.raw;
  return markup`
<header class="hero ${tone(verdict)}">
<p class="brand">Hallway · torture run</p>
<h1>${headline(verdict)}</h1>
<p class="line">${summaryLine(verdict)}</p>
<p>In ${duration(series.endsAt - series.startsAt)}, ${plural(clients, 'client')} on ${plural(run.nodes, 'node')} wrote
${count(verdict.totals.attempted)} times in ${plural(run.rooms, 'room')}, while ${plural(series.faults.length, 'fault')} of
${plural(kinds, 'kind')} were injected. ${rulesInWords(verdict)}</p>
</header>
<section class="figures" aria-label="The four things that must not happen">${figures(verdict.totals)}</section>`;
}

const tone = (verdict: Verdict): string => {
  if (!isKept(verdict)) return 'broken';
  return isEmpty(verdict) ? 'empty' : 'kept';
};

const isEmpty = ({ rules }: Verdict): boolean => rules.every(({ status }) => status !== 'kept');

function headline(verdict: Verdict): string {
  const broken = verdict.rules.filter(({ status }) => status === 'broken').length;
  if (broken === 1) return 'A promise was broken';
  if (broken > 1) return `${broken} promises were broken`;
  if (isEmpty(verdict)) return 'This run shows nothing';
  const isWhole = verdict.rules.every(({ status }) => status === 'kept');
  return isWhole ? 'Every promise was kept' : 'Every promise tested was kept';
}

function rulesInWords({ rules }: Verdict): string {
  const having = (wanted: string) => rules.filter(({ status }) => status === wanted).length;
  const parts = [`Of ${rules.length} rules, ${having('kept')} were kept`];
  if (having('broken') > 0) parts.push(`${having('broken')} broken`);
  if (having('not exercised') > 0) parts.push(`${having('not exercised')} not exercised`);
  return `${parts.join(', ')}.`;
}

const figures = (totals: Totals): readonly Markup[] => [
  figure(
    'Lost',
    totals.lost,
    'The sender was told that it is stored, and it is gone, or somebody never got it.',
  ),
  figure('Doubled', totals.doubled, 'Stored twice, or shown twice to one person.'),
  figure('Reordered', totals.reordered, 'Shown or stored in another order than promised.'),
  figure('Forked', totals.forked, 'Two people see different things at the same place.'),
];

const figure = (name: string, value: number, says: string): Markup => markup`
<div class="figure ${value === 0 ? 'kept' : 'broken'}"><strong>${count(value)}</strong><h2>${name}</h2><p>${says}</p></div>`;
