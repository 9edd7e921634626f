/** Puts the figures of docs/performance.json into docs/performance.md, and draws its charts; with `--check`, fails where they differ. */
import { readFile } from 'node:fs/promises';

import { ratioChart } from '../../bench/docs/ratio-chart.ts';
import { curveCharts } from '../../bench/docs/curve-chart.ts';
import { chartFile, fillIn } from '../../bench/docs/fill-in.ts';
import { BENCHES } from '../../bench/registry.ts';
import { readRecords } from '../../bench/suite/records.ts';
import { writeGenerated } from './generated.ts';

const PAGE = 'docs/performance.md';
const records = readRecords();

await writeGenerated(PAGE, fillIn(await readFile(PAGE, 'utf8'), BENCHES, records));
await writeGenerated('docs/performance.svg', ratioChart(BENCHES, records));
for (const { name, charts } of Object.values(records)) {
  if (charts !== undefined) await writeGenerated(`docs/${chartFile(name)}`, curveCharts(charts));
}
