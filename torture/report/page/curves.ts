import type { Axis } from '../charts/axis.ts';
import { lineChart, type Curve, type LineChart } from '../charts/line-chart.ts';
import { linear, logarithmic, type Scale } from '../charts/scale.ts';
import { bytes, count, duration } from '../../../report/format.ts';
import type { Markup } from '../../../report/markup.ts';
import type { NodeSeries } from '../node-record.ts';
import type { Second, Series } from '../series.ts';
import { CLIENT_NAMES } from '../words.ts';

/** The curves below the faults, from what people do to what the machines feel. */
export const curveCharts = (series: Series, axis: Axis): readonly Markup[] =>
  [sends(series), deliveries(series), latency(series), connections(series), ...nodeCharts(series)]
    .filter((chart) => chart !== null)
    .map((chart) => lineChart(chart, axis));

const by = (series: Series, value: (second: Second) => number | null): (number | null)[] =>
  series.seconds.map(value);

function sends(series: Series): LineChart {
  const curves: Curve[] = [
    {
      name: 'attempted',
      values: by(series, ({ invoked }) => invoked),
      tone: 'faint',
      joined: 'mean',
      isArea: true,
    },
    {
      name: 'acknowledged',
      values: by(series, ({ acknowledged }) => acknowledged),
      tone: 'one',
      joined: 'mean',
    },
    { name: 'refused', values: by(series, ({ refused }) => refused), tone: 'two', joined: 'mean' },
    {
      name: 'no answer',
      values: by(series, ({ unknown }) => unknown),
      tone: 'bad',
      joined: 'mean',
    },
  ];
  return {
    title: 'Sends a second',
    says: 'Acknowledged means: stored for good. What got no answer is sent again under the same id.',
    curves,
    scale: linear(highestOf(curves)),
    unit: count,
  };
}

function deliveries(series: Series): LineChart {
  const values = by(series, (second) => second.deliveries);
  const curve: Curve = { name: 'seen', values, tone: 'one', joined: 'mean', isArea: true };
  return {
    title: 'Deliveries a second',
    says: 'One message seen by one client is one delivery. After a fault, what was missed comes all at once.',
    curves: [curve],
    scale: linear(highestOf([curve])),
    unit: count,
  };
}

function latency(series: Series): LineChart {
  const curves: Curve[] = [
    {
      name: 'slowest',
      values: by(series, ({ ack }) => ack?.max ?? null),
      tone: 'faint',
      joined: 'highest',
    },
    {
      name: '99 of 100',
      values: by(series, ({ ack }) => ack?.p99 ?? null),
      tone: 'two',
      joined: 'highest',
    },
    {
      name: 'half',
      values: by(series, ({ ack }) => ack?.p50 ?? null),
      tone: 'one',
      joined: 'mean',
    },
  ];
  return {
    title: 'Time to acknowledge',
    says: 'From a send to its acknowledgement: half of them, and 99 of 100, were at most this slow. Each line up is ten times more.',
    curves,
    scale: logarithmic(highestOf(curves)),
    unit: duration,
  };
}

function connections(series: Series): LineChart {
  const curves = (['smart', 'stock', 'raw'] as const).map((kind, index): Curve => {
    const values = by(series, ({ open }) => open[kind]);
    return { name: CLIENT_NAMES[kind], values, tone: toneOf(index), joined: 'lowest' };
  });
  return {
    title: 'Connections',
    says: 'Open at that moment. They fall where a fault cuts them, and come back by themselves.',
    curves,
    scale: linear(highestOf(curves)),
    unit: count,
  };
}

const nodeCharts = ({ nodes }: Series): readonly (LineChart | null)[] => [
  perNode(nodes, ({ rssBytes }) => rssBytes, {
    title: 'Memory of each node',
    says: 'What the operating system counts for it. It must level off, not climb; a gap is a node that is down.',
    unit: bytes,
    scale: linear,
  }),
  perNode(nodes, ({ loopDelayMs }) => loopDelayMs, {
    title: 'Loop delay of each node',
    says: 'How long a node kept everything waiting: 99 of 100 moments were shorter. Each line up is ten times more.',
    unit: duration,
    scale: logarithmic,
  }),
];

function perNode(
  nodes: readonly NodeSeries[],
  valuesOf: (node: NodeSeries) => Curve['values'],
  chart: Pick<LineChart, 'title' | 'says' | 'unit'> & { scale: (highest: number) => Scale },
): LineChart | null {
  const curves = nodes.map((node, index): Curve => {
    const { node: name } = node;
    return { name, values: valuesOf(node), tone: toneOf(index), joined: 'highest' };
  });
  const highest = highestOf(curves);
  return highest === 0 ? null : { ...chart, curves, scale: chart.scale(highest) };
}

const TONES = ['one', 'two', 'three'] as const;
const toneOf = (index: number): Curve['tone'] => TONES[index % TONES.length] ?? 'one';

const highestOf = (curves: readonly Curve[]): number =>
  curves.reduce(
    (max, { values }) => values.reduce<number>((most, value) => Math.max(most, value ?? 0), max),
    0,
  );
