import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { FinalLog, HistoryLine } from '../history.ts';
import { Checker, type CheckOptions } from './check.ts';
import type { Verdict } from './verdict.ts';

/**
 * Judges the history that a run has written into a folder.
 * @throws where a line or the final logs do not have their form: then nothing can be said.
 */
export async function checkFolder(
  folder: string,
  options?: CheckOptions,
  onLine: (line: HistoryLine) => void = () => {},
): Promise<Verdict> {
  const finals = z
    .array(FinalLog)
    .parse(JSON.parse(readFileSync(join(folder, 'final.json'), 'utf8')));
  const checker = new Checker(finals, options);
  const lines = createInterface({ input: createReadStream(join(folder, 'history.jsonl')) });
  for await (const text of lines) {
    if (text === '') continue;
    const line = HistoryLine.parse(JSON.parse(text));
    checker.add(line);
    onLine(line);
  }
  return checker.verdict();
}
