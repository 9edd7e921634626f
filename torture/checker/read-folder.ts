import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { StartFailure } from '../../lib/start-failure.ts';
import { FinalLog, HistoryLine } from '../history.ts';
import { Checker, type CheckOptions } from './check.ts';
import type { Verdict } from './verdict.ts';

/**
 * Judges the history that a run has written into a folder: `history.jsonl` and `final.json`.
 * @throws {StartFailure} where one of them is missing, or does not have its form: then nothing can be said.
 */
export async function checkFolder(
  folder: string,
  options?: CheckOptions,
  onLine: (line: HistoryLine) => void = () => {},
): Promise<Verdict> {
  const checker = new Checker(await readFinals(join(folder, 'final.json')), options);
  const path = join(folder, 'history.jsonl');
  await assertThere(path);
  const lines = createInterface({ input: createReadStream(path) });
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text === '') continue;
    const line = parsed(HistoryLine, text, `${path}, line ${number}`);
    checker.add(line);
    onLine(line);
  }
  return checker.verdict();
}

async function readFinals(path: string): Promise<readonly FinalLog[]> {
  await assertThere(path);
  return parsed(z.array(FinalLog), await readFile(path, 'utf8'), path);
}

async function assertThere(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    throw new StartFailure(
      `There is no ${path}.`,
      'A run that was stopped before its end can not be judged: run it again.',
    );
  }
}

function parsed<Value>(schema: z.ZodType<Value>, text: string, where: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new StartFailure(`${where} does not have the form of a history:`, reason);
  }
}
