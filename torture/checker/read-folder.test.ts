import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { checkHistory } from './check.ts';
import { legalRun, type LegalRun } from './legal-run.ts';
import { checkFolder } from './read-folder.ts';

const makeFolder = () => mkdtempDisposable(join(tmpdir(), 'hallway-history-'));

async function writeRun(folder: string, { lines, finals }: LegalRun, more = ''): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await writeFile(join(folder, 'history.jsonl'), text + more);
  await writeFile(join(folder, 'final.json'), JSON.stringify(finals));
}

test('[CHECK-7] what a run has written can be judged again later, with the same verdict', async () => {
  await using folder = await makeFolder();
  const run = legalRun(3);
  await writeRun(folder.path, run);
  const read: unknown[] = [];
  const verdict = await checkFolder(folder.path, {}, (line) => read.push(line));
  expect(verdict).toEqual(checkHistory(run.lines, run.finals));
  expect(read).toHaveLength(run.lines.length);
});

test('[CHECK-7] a line that is none is named, and nothing is said of the run', async () => {
  await using folder = await makeFolder();
  const run = legalRun(3);
  await writeRun(folder.path, run, '{"type":"seen","at":"soon"}\n');
  await expect(checkFolder(folder.path)).rejects.toThrow(
    new RegExp(`history\\.jsonl, line ${run.lines.length + 1} `),
  );
});

test('[CHECK-7] of a run that was stopped before its end nothing is said', async () => {
  await using folder = await makeFolder();
  await writeFile(join(folder.path, 'history.jsonl'), '');
  await expect(checkFolder(folder.path)).rejects.toThrow(/no .*final\.json/);
});
