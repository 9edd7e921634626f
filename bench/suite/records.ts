import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../scripts/processes.ts';
import type { Figures } from './figures.ts';

const FILE = join(ROOT, 'docs/performance.json');

/** The figures that docs/performance.md is made from, by bench. */
export type Records = Readonly<Record<string, Figures>>;

export const readRecords = (): Records => JSON.parse(readFileSync(FILE, 'utf8')) as Records;

/** Puts figures in the place of earlier ones of the same benches. */
export function record(figures: readonly Figures[]): void {
  const records = {
    ...readRecords(),
    ...Object.fromEntries(figures.map((one) => [one.name, one])),
  };
  writeFileSync(FILE, `${JSON.stringify(records, null, 2)}\n`);
}
