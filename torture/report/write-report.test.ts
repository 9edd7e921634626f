import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';

import { temporaryFolder } from '../../tests/harness/folder.ts';
import { chromium as installed } from '../../tests/harness/requirements.ts';
import { checkHistory } from '../checker/check.ts';
import { legalRun, type LegalRun } from '../checker/legal-run.ts';
import type { HistoryLine } from '../history.ts';
import { madeUpHistory } from './made-up-run.ts';
import type { Report, RunFacts } from './report.ts';
import { createSeries, type Series } from './series.ts';
import { writeReport } from './write-report.ts';

const facts: RunFacts = {
  seed: 4_711,
  seconds: 60,
  nodes: 2,
  rooms: 5,
  clients: { smart: 40, stock: 20, raw: 10 },
  limitsRaised: ['messages a minute: 30 → 6,000'],
  leftOut: ['disk-full: nothing can be mounted here'],
  startedAt: new Date('2026-11-25T04:00:00Z'),
  command: 'npm run torture -- --seconds 60 --seed 4711',
};

const seriesOf = (lines: Iterable<HistoryLine>): Series => {
  const builder = createSeries();
  for (const line of lines) builder.add(line);
  return builder.series();
};

const reportOf = ({ lines, finals }: Pick<LegalRun, 'lines' | 'finals'>): Report => ({
  verdict: checkHistory(lines, finals),
  run: facts,
  series: seriesOf(lines),
});

const folder = (): string => {
  const made = temporaryFolder();
  onTestFinished(() => made[Symbol.dispose]());
  return made.path;
};

const pageOf = async (report: Report): Promise<string> =>
  readFileSync(await writeReport(folder(), report), 'utf8');

/** A run in which one acknowledged message is no more in the log. */
function losingRun(): Pick<LegalRun, 'lines' | 'finals'> {
  const { lines, finals } = legalRun(1);
  const isLost = (entry: { messageId: string | null }): boolean =>
    lines.some((line) => line.type === 'ok' && line.messageId === entry.messageId);
  const [log] = finals.filter(({ entries }) => entries.some(isLost));
  const lost = log?.entries.findLast(isLost);
  return {
    lines,
    finals: finals.map((one) => ({
      ...one,
      entries: one.entries.filter((entry) => entry !== lost),
    })),
  };
}

test('[REPORT-2] the page of a run that kept all says so, with the closing line, the seed and how to repeat it', async () => {
  const page = await pageOf(reportOf(legalRun(1)));
  expect(page).toMatch(/<h1>Every promise (tested )?was kept<\/h1>/);
  expect(page).toMatch(/lost 0, doubled 0, reordered 0, forked 0, acknowledged [1-9]\d*</);
  expect(page).not.toContain('class="violations"');
  expect(page).toContain('<strong>4711</strong>');
  expect(page).toContain(facts.command);
  expect(page).toContain('messages a minute: 30 → 6,000');
  expect(page).toContain('disk-full: nothing can be mounted here');
});

test('[REPORT-2] the page of a run that broke a promise says which, and what happened, unfolded', async () => {
  const report = reportOf(losingRun());
  const { rules, totals } = report.verdict;
  const broken = rules.filter(({ status }) => status === 'broken');
  expect(broken.length).toBeGreaterThan(0);
  expect(totals.lost).toBeGreaterThan(0);
  const page = await pageOf(report);
  expect(page).toMatch(/<h1>(A promise was|\d+ promises were) broken<\/h1>/);
  expect(page).toContain(`lost ${totals.lost}, `);
  expect(page.match(/<details open class="violations">/g)).toHaveLength(broken.length);
  for (const { title, violations } of broken) {
    expect(page).toContain(title);
    const [first] = violations;
    expect(first).toBeDefined();
    expect(page).toContain(first?.what.split(/[<>&'"]/)[0]);
  }
});

test('[REPORT-2] a run in which nothing was tried is not called kept', async () => {
  const page = await pageOf(reportOf({ lines: [], finals: [] }));
  expect(page).toContain('<h1>This run shows nothing</h1>');
});

test('[REPORT-3] whatever a history holds stands in the page as text', async () => {
  const evil = `</style><script>alert("1")</script>'&\u202e`;
  const report = reportOf(legalRun(1));
  const node = { type: 'node', node: evil } as const;
  const series = seriesOf([
    { ...node, at: 1, is: 'started' },
    { ...node, at: 2, is: 'sample', rssBytes: 5, loopDelayP99Ms: 5, fatal: evil },
    { type: 'fault', at: 3, is: 'start', fault: 1, kind: evil, target: evil },
  ]);
  const [rule, ...rules] = report.verdict.rules;
  if (rule === undefined) throw new Error('there are no rules');
  const violations = [{ what: evil, at: 3, client: evil, eventId: evil }];
  const page = await pageOf({
    verdict: {
      ...report.verdict,
      rules: [{ ...rule, status: 'broken', violationCount: 1, violations }, ...rules],
    },
    run: { ...facts, command: evil, leftOut: [evil], limitsRaised: [evil] },
    series,
  });
  expect(page).not.toContain('<script');
  expect(page).not.toContain('\u202e');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  const text = '&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;\u{fffd}';
  // Kind and target of the fault, node, fatal, what/client/event of the violation, command, both lists.
  expect(page.split(text).length - 1).toBeGreaterThanOrEqual(10);
});

test('[REPORT-4] every fault has a bar in its kind’s lane and a line in the list, in a page below 3 MB', async () => {
  const series = seriesOf(madeUpHistory({ seconds: 1_800, faults: 300, rate: 4, seed: 1 }));
  expect(series.faults).toHaveLength(300);
  const page = await pageOf({ ...reportOf(legalRun(1)), series });
  expect(page.match(/class="bar fault"/g)).toHaveLength(300);
  const kinds = Map.groupBy(series.faults, ({ kind }) => kind);
  for (const [kind, { length }] of kinds) {
    expect(page).toContain(`aria-label="${kind}: ${length}"`);
    expect(page.split(`<td class="text">${kind}</td>`).length - 1).toBe(length);
  }
  expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
});

test('[REPORT-5] the figures of a plain Socket.IO server stand beside ours, where there are any', async () => {
  const report = reportOf(legalRun(1));
  expect(await pageOf(report)).not.toContain('plain Socket.IO server');
  const totals = { ...report.verdict.totals, lost: 27_341, doubled: 12 };
  const page = await pageOf({ ...report, yardstick: { totals, seconds: 60, faults: 9 } });
  expect(page).toMatch(
    /<td class="text">Lost<\/td><td class="number">0<\/td>\s*<td class="number">27,341</,
  );
  expect(page).toContain('27,341 times somebody missed a message');
});

test.skipIf(installed.path === undefined).each([
  [1_280, 'light'],
  [390, 'dark'],
] as const)(
  '[REPORT-6] at %i px, %s, the page asks for nothing outside, complains of nothing and fits',
  { timeout: 30_000 },
  async (width, colorScheme) => {
    const series = seriesOf(madeUpHistory({ seconds: 90, faults: 60, rate: 10, seed: 2 }));
    const path = await writeReport(folder(), { ...reportOf(losingRun()), series });
    const browser = await chromium.launch({
      executablePath: installed.path ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat(
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ),
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('request', (request) => heard.push(request.url()));
    await page.goto(`file://${path}`);
    expect(heard).toEqual([`file://${path}`]);
    const sizes = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      drawn: [...document.querySelectorAll('.plot svg')].map((svg) => svg.clientHeight),
    }));
    expect(sizes.width).toBe(width);
    expect(sizes.drawn).toHaveLength(6);
    for (const height of sizes.drawn) expect(height).toBeGreaterThan(100);
  },
);
