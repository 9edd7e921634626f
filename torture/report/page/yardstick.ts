import type { Totals } from '../../checker/verdict.ts';
import { count, duration, plural } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Report, Yardstick } from '../report.ts';
import { table } from '../../../report/table.ts';

/** Our figures beside those of a server without a log. */
export function yardstickPart({ verdict, series, yardstick }: Report): Markup | null {
  if (yardstick === undefined) return null;
  const ours: Yardstick = {
    totals: verdict.totals,
    seconds: (series.endsAt - series.startsAt) / 1_000,
    faults: series.faults.length,
  };
  return markup`
<section><h2>Beside a plain Socket.IO server</h2>
<p>The same clients wrote to a server that speaks the same protocol with Socket.IO as it comes: it stores each message and
sends it to whoever is connected at that moment. ${meaning(yardstick.totals)}</p>
${table(
  ['', '#Hallway', '#Plain Socket.IO'],
  ROWS.map(([name, value]) => [name, value(ours), value(yardstick)]),
)}</section>`;
}

function meaning({ lost, doubled, reordered, forked, acknowledged }: Totals): string {
  if (lost + doubled + reordered + forked === 0)
    return 'In this run it got away without a loss, so this run says nothing about the difference.';
  const share = acknowledged === 0 ? '' : `, for ${count(acknowledged)} that it acknowledged`;
  return `Whoever is away at that moment never gets it, and a send whose answer is lost is made again: ${plural(
    lost,
    'time',
  )} somebody missed a message${share}, and ${plural(doubled, 'time')} one came twice.`;
}

const ROWS: readonly (readonly [string, (of: Yardstick) => string])[] = [
  ['Lost', ({ totals }) => count(totals.lost)],
  ['Doubled', ({ totals }) => count(totals.doubled)],
  ['Reordered', ({ totals }) => count(totals.reordered)],
  ['Forked', ({ totals }) => count(totals.forked)],
  ['Sends acknowledged', ({ totals }) => count(totals.acknowledged)],
  ['Deliveries', ({ totals }) => count(totals.deliveries)],
  ['Faults injected', ({ faults }) => count(faults)],
  ['Length', ({ seconds }) => duration(seconds * 1_000)],
];
