import type { Spread } from '../../checker/verdict.ts';
import { bytes, clock, count, duration, plural } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Report } from '../report.ts';
import type { Series } from '../series.ts';
import { CLIENT_NAMES, CLIENT_WORDS, faultWords } from '../words.ts';
import { table } from '../../../report/table.ts';

export const faultsPart = ({ series, verdict }: Report): Markup => {
  const kinds = Map.groupBy(series.faults, ({ kind }) => kind);
  const recovery = new Map(verdict.convergence.map((one) => [one.kind, one]));
  const time = (kind: string, which: 'p50Ms' | 'maxMs'): string => {
    const found = recovery.get(kind);
    return found === undefined ? '–' : duration(found[which]);
  };
  const rows = [...kinds]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([kind, faults]) => [
      markup`<strong>${kind}</strong> <span class="says">${faultWords(kind)}</span>`,
      count(faults.length),
      time(kind, 'p50Ms'),
      time(kind, 'maxMs'),
    ]);
  const quiet = recovery.has('quiet')
    ? [['The end of all faults', '', time('quiet', 'p50Ms'), time('quiet', 'maxMs')]]
    : [];
  return markup`
<section><h2>Getting in step again</h2>
<p>How long after the end of a fault everybody had everything that was acknowledged by then. At most 10 s are promised after
a single fault; where faults overlap, one waits for the other.</p>
${table(['Fault', '#Times', '#Half within', '#Longest'], [...rows, ...quiet])}
${allFaults(series)}</section>`;
};

const allFaults = ({ faults }: Series): Markup => markup`
<details class="all"><summary>All ${plural(faults.length, 'fault')}, in order</summary>
${table(
  ['#At', 'Fault', 'On', '#Lasted'],
  faults.map(({ kind, target, from, until }) => [
    clock(from),
    kind,
    target,
    until === null ? 'to the end' : duration(until - from),
  ]),
)}</details>`;

export const nodesPart = ({ series }: Report): Markup | null =>
  series.nodes.length === 0
    ? null
    : markup`
<section><h2>Nodes</h2>
<p>A node is one process of the socket server. It may end only where a fault of the run ended it. The buffer is what waits
for one slow reader; it must stay small, however slow that reader is.</p>
${table(
  [
    'Node',
    '#Started again',
    '#Ended by a fault',
    '#Ended by itself',
    '#Most memory',
    '#Worst loop delay',
    '#Largest buffer',
    '#Most sockets',
  ],
  series.nodes.map((node) => [
    node.node,
    count(Math.max(0, node.starts - 1)),
    count(node.injectedExits),
    count(node.ownExits),
    bytes(node.maxRssBytes),
    duration(node.worstLoopDelayMs),
    bytes(node.largestBufferBytes),
    count(node.maxSockets),
  ]),
)}${series.nodes
        .map(
          ({ node, fatals, fatalCount }) =>
            fatalCount > 0 &&
            markup`<details open class="violations"><summary>${node} logged ${count(fatalCount)} unhandled faults</summary>
<ol>${fatals.map((text) => markup`<li>${text}</li>`)}</ol></details>`,
        )
        .filter((part) => part !== false)}</section>`;

export const clientsPart = ({ series }: Report): Markup => markup`
<section><h2>Clients</h2>
<p>Three kinds of programs take part, each with its own promise. Every connection may be lost; nothing else may.</p>
${table(
  ['Kind', '#Clients', '#Connections', '#Lost', '#Refused', '#Recovered'],
  (['smart', 'stock', 'raw'] as const).map((kind) => {
    const { clients, opened, lost, refused, recovered } = series.clients[kind];
    return [
      markup`<strong>${CLIENT_NAMES[kind]}</strong> <span class="says">${CLIENT_WORDS[kind]}</span>`,
      count(clients),
      count(opened),
      count(lost),
      count(refused),
      kind === 'stock' ? count(recovered) : '–',
    ];
  }),
)}</section>`;

export function totalsPart({ verdict }: Report): Markup {
  const { totals, latency } = verdict;
  const spread = ({ p50, p99, max }: Spread): readonly string[] => [p50, p99, max].map(duration);
  return markup`
<section><h2>Totals</h2>
${table(
  ['What', '#How many', 'Which means'],
  [
    ['Attempts to send', count(totals.attempted), 'Repeats of one message included'],
    ['Acknowledged', count(totals.acknowledged), 'Their senders know that they are stored'],
    ['Refused for good', count(totals.failed), 'As when somebody no longer takes part'],
    ['Unknown', count(totals.unknown), 'No answer came to the last attempt'],
    ['Recovered', count(totals.recovered), 'Unknown to the sender, and stored all the same'],
    ['Unexpected', count(totals.unexpected), 'Seen or stored although it never should have been'],
    ['Deliveries', count(totals.deliveries), 'One entry of a log seen by one client'],
  ],
)}
<h3>How long it took</h3>
${table(
  ['', '#Half within', '#99 of 100', '#Longest'],
  [
    ['From a send to its acknowledgement', ...spread(latency.ack)],
    [
      'From a send until all had seen it, those who were away included',
      ...spread(latency.seenByAll),
    ],
  ],
)}</section>`;
}
