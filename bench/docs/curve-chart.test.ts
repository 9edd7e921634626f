import { expect, test } from 'vitest';

import type { Chart } from '../report.ts';
import { curveCharts } from './curve-chart.ts';

const chart = (title: string, points: Chart['curves'][number]['points']): Chart => ({
  title,
  says: '',
  x: 'people',
  y: 'ms',
  scale: 'logarithmic',
  curves: [{ name: '<ours>', points }],
});

test('[BENCH-14] every point of every chart is in the picture, with its values in words', () => {
  const picture = curveCharts([
    chart('Wait', [
      [10, 1],
      [100, 2],
      [10_000, 4],
    ]),
    chart('CPU', [[10, 0.5]]),
  ]);
  for (const text of ['10: 1<', '100: 2<', '10,000: 4<', '10: 0.5<', 'Wait, ms', 'CPU, ms']) {
    expect(picture).toContain(text);
  }
  expect(picture).toContain('&lt;ours&gt;');
  expect(picture).not.toMatch(/NaN|undefined|Infinity|<script|href/);
});
