import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isKept } from '../checker/verdict.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { rulesPart } from './page/rules.ts';
import { runPart } from './page/run.ts';
import { style } from '../../report/style.ts';
import { clientsPart, faultsPart, nodesPart, totalsPart } from './page/tables.ts';
import { timelinePart } from './page/timeline.ts';
import { verdictPart } from './page/verdict.ts';
import { yardstickPart } from './page/yardstick.ts';
import type { Report } from './report.ts';

const FILE = 'report.html';

/**
 * Writes the page of a run into its folder, which is made where it is not there.
 *
 * The page is one file that needs nothing else and runs nothing: it can be sent, printed and kept.
 * @returns the file's path.
 */
export async function writeReport(folder: string, report: Report): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  await writeFile(path, pageOf(report).text);
  return path;
}

const pageOf = (report: Report): Markup => markup`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${isKept(report.verdict) ? '✓' : '✗'} Hallway torture run, seed ${String(report.run.seed)}</title>
<style>${style}</style>
</head>
<body>
<main>
${verdictPart(report)}${yardstickPart(report)}${timelinePart(report)}${rulesPart(report)}${faultsPart(report)}
${totalsPart(report)}${clientsPart(report)}${nodesPart(report)}${runPart(report)}
<footer>A run shows that nothing was broken in it, not that nothing can break. It ran on one machine, where the network,
the nodes, the database and the clients share the same processors; latencies of a real network come on top. What every
figure is computed from lies beside this page: history.jsonl and final.json.</footer>
</main>
</body>
</html>
`;
