import { mkdtempDisposable, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { legalRun } from './checker/legal-run.ts';
import { judgeAndReport, judgeAnew } from './judge-and-report.ts';
import { readOptions } from './options.ts';

test('[CHECK-7] a run that is judged again later gets the same page again, and keeps who was behind', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'hallway-judged-'));
  const { path } = folder;
  const { lines, finals } = legalRun(3);
  await writeFile(
    join(path, 'history.jsonl'),
    lines.map((line) => JSON.stringify(line)).join('\n'),
  );
  await writeFile(join(path, 'final.json'), JSON.stringify(finals));
  const page = join(path, 'report.html');
  const options = readOptions(['--seed', '3', '--every', '700']);
  const judged = await judgeAndReport(
    { folder: path, behind: ['smart-1'], leftOut: [] },
    { options, startedAt: new Date() },
  );
  const written = await readFile(page, 'utf8');
  expect(written).toContain('--every 700');

  await rm(page);
  expect(await judgeAnew(path)).toEqual(judged);
  expect(judged.isKept).toBe(false);
  expect(await readFile(page, 'utf8')).toBe(written);

  // A folder that does not say what the run was is judged all the same.
  await rm(join(path, 'run.json'));
  expect((await judgeAnew(path)).isKept).toBe(true);
});
