import { axisOf, axisRow, type Axis } from '../charts/axis.ts';
import { lane, type Bar } from '../charts/lanes.ts';
import { clock, plural } from '../../../report/format.ts';
import { markup, type Markup } from '../../../report/markup.ts';
import type { Report } from '../report.ts';
import type { FaultSpan } from '../series.ts';
import { FAULT_GROUPS, groupOf } from '../words.ts';
import { curveCharts } from './curves.ts';

/** Everything that happened, on one time axis: what was broken, above what it did. */
export function timelinePart(report: Report): Markup {
  const { series } = report;
  const axis = axisOf(series);
  return markup`
<section class="timeline"><h2>What happened, and when</h2>
<p>Each bar is one fault: where it begins something is broken, where it ends it is whole again. The curves below share the
same time, in minutes and seconds since the run began. ${quietWords(series.quietAt)} Point at a bar to read what it was; below, all of them are listed.</p>
<h3>${plural(series.faults.length, 'fault')}</h3>
${axisRow(axis)}${violationLane(report, axis)}${faultLanes(series.faults, axis)}${axisRow(axis)}
<h3>How it went meanwhile</h3>
${curveCharts(series, axis)}${axisRow(axis)}</section>`;
}

const quietWords = (quietAt: number | null): string =>
  quietAt === null
    ? ''
    : `The dashed line, at ${clock(quietAt)}, is where the faults ended: from there on everybody must get in step.`;

function violationLane({ verdict }: Report, axis: Axis): Markup | null {
  const bars = verdict.rules.flatMap(({ rule, violations }) =>
    violations.flatMap(({ at, what }): readonly Bar[] =>
      at === undefined ? [] : [{ from: at, until: at, title: `${rule}: ${what}` }],
    ),
  );
  return bars.length === 0 ? null : lane({ name: 'Violations', bars, tone: 'bad' }, axis);
}

const faultLanes = (faults: readonly FaultSpan[], axis: Axis): readonly Markup[] =>
  FAULT_GROUPS.flatMap((group) => {
    const kinds = new Map(
      Map.groupBy(
        faults.filter(({ kind }) => groupOf(kind) === group),
        ({ kind }) => kind,
      ),
    );
    if (kinds.size === 0) return [];
    return [
      markup`<h4>${group}</h4>`,
      ...[...kinds.keys()].toSorted().map((kind) => kindLane(kind, kinds.get(kind) ?? [], axis)),
    ];
  });

const kindLane = (kind: string, faults: readonly FaultSpan[], axis: Axis): Markup =>
  lane(
    {
      name: kind,
      tone: 'fault',
      bars: faults.map(({ from, until, target }) => ({
        from,
        until: until ?? axis.until,
        title: `${kind} on ${target}`,
      })),
    },
    axis,
  );
