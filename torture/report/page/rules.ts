import type { RuleVerdict, Violation } from '../../checker/verdict.ts';
import { clock, count, plural } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Report } from '../report.ts';
import { table } from '../../../report/table.ts';

const STATUS = { kept: '✓ kept', broken: '✗ broken', 'not exercised': '– not exercised' } as const;

/** Each rule with what broke it, the broken ones first among equals in attention: unfolded. */
export const rulesPart = ({ verdict }: Report): Markup => markup`
<section><h2>The rules</h2>
<p>After the run, a program reads everything that every client was told and saw, and the database, and judges it by
these rules. “Checked” says how often; a rule that nothing in the run could have broken is called not exercised.</p>
${table(
  ['Rule', 'Verdict', '#Checked', '#Violations'],
  verdict.rules.map(({ rule, title, status, checked, violationCount }) => [
    markup`<span class="id">${rule}</span> ${title}`,
    markup`<span class="status ${status.replace(' ', '-')}">${STATUS[status]}</span>`,
    count(checked),
    count(violationCount),
  ]),
)}
${verdict.rules.filter(({ violationCount }) => violationCount > 0).map(violationsOf)}</section>`;

const violationsOf = ({ rule, title, violations, violationCount }: RuleVerdict): Markup => markup`
<details open class="violations"><summary><span class="id">${rule}</span> ${title}:
${plural(violationCount, 'violation')}${violationCount > violations.length ? `, the first ${violations.length} of them` : ''}</summary>
<ol>${violations.map(violationOf)}</ol></details>`;

const violationOf = ({ what, at, client, eventId, seq, op, near = [] }: Violation): Markup => {
  const places = [
    at === undefined ? null : `at ${clock(at)} (${count(at)} ms)`,
    client === undefined ? null : `client ${client}`,
    eventId === undefined ? null : `event ${eventId}`,
    seq === undefined ? null : `seq ${seq}`,
    op === undefined ? null : `request ${op}`,
    ...near,
  ].filter((place) => place !== null);
  return markup`<li>${what}${places.length === 0 ? null : markup` <small>${places.join(' · ')}</small>`}</li>`;
};
