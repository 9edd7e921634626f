import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';

import { temporaryFolder } from '../../tests/harness/folder.ts';
import type { Bench } from '../registry.ts';
import type { Report } from '../report.ts';
import { runSuite } from '../suite/run-suite.ts';
import { Skipped } from '../suite/skipped.ts';
import { writePage } from './write-page.ts';

const report: Report = {
  name: 'walk',
  ratio: 3.2079,
  head: ['', 'speed'],
  rows: [
    ['ours', '<fast>'],
    ['peer', 'slow'],
  ],
  charts: [
    {
      title: 'Speed',
      says: 'Up is faster.',
      x: 'people',
      y: 'm/s',
      scale: 'logarithmic',
      curves: [
        {
          name: 'ours',
          points: [
            [10, 1],
            [10_000, 4],
          ],
        },
      ],
    },
  ],
  verified: ['nobody fell'],
  data: {},
};

const bench = (name: string, run: () => Promise<Report>): Bench => ({
  name,
  measures: 'how fast people walk',
  peer: 'a snail',
  ratioOf: 'speed',
  must: { words: 'ratio ≥ 2', ratio: 2 },
  aim: { words: 'ratio ≥ 8', ratio: 8 },
  load: () => Promise.resolve({ run }),
});

const suite = [
  bench('swim', () => Promise.reject(new Skipped('there is no water'))),
  bench('fly', () => Promise.reject(new Error('no wings'))),
  bench('walk', () => Promise.resolve(report)),
];

test('[BENCH-2] what fails or cannot be done here keeps no other from being measured', async () => {
  const { outcomes } = await runSuite(suite, () => {});
  expect(outcomes.map(({ status }) => status)).toEqual(['skipped', 'failed', 'measured']);
});

test('[BENCH-4] where there is no peer the page has a card, and says nothing of ratios', async () => {
  const made = temporaryFolder();
  onTestFinished(() => made[Symbol.dispose]());
  const card = [{ title: 'Largest room', figure: '<9> people', says: 'all of them seated' }];
  const alone = {
    name: 'seats',
    measures: 'how many can sit',
    load: () =>
      Promise.resolve({ run: () => Promise.resolve({ ...report, ratio: null, charts: [], card }) }),
  };
  const page = readFileSync(writePage(made.path, await runSuite([alone], () => {})), 'utf8');
  for (const text of ['Largest room', '&lt;9&gt; people', 'all of them seated', 'how many can sit'])
    expect(page).toContain(text);
  expect(page).toContain('What this machine can do');
  expect(page).not.toMatch(/null|undefined|NaN|The ratio is|a peer ran/);
});

test('[BENCH-1] the page has ratio, bounds, figures and checks of each bench, and why others are missing', async () => {
  const made = temporaryFolder();
  onTestFinished(() => made[Symbol.dispose]());
  const page = readFileSync(writePage(made.path, await runSuite(suite, () => {})), 'utf8');
  for (const text of [
    '3.21 ×',
    'Must: ratio ≥ 2.',
    'Aim: ratio ≥ 8.',
    '&lt;fast&gt;',
    'nobody fell',
  ])
    expect(page).toContain(text);
  expect(page).toContain('there is no water');
  expect(page).toContain('no wings');
  expect(page.match(/class="dot/g)).toHaveLength(2);
  expect(page).not.toMatch(/<script|<link|<img|https?:/);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});
