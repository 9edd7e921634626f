import { spawnSync } from 'node:child_process';

import { machine, roundRatio, type Chart, type Report, type Table } from '../report.ts';

/** When, of which code and where something was measured. */
export interface Measured {
  /** An ISO date. */
  readonly at: string;
  /** As git names it; with `+` where files had been changed, and empty where there is no git. */
  readonly commit: string;
  readonly machine: string;
}

/** The figures of one bench as they are kept. */
export interface Figures extends Table {
  readonly name: string;
  readonly ratio: number;
  readonly verified: readonly string[];
  readonly charts?: readonly Chart[];
  readonly measured: Measured;
}

export function toFigures(report: Report): Figures {
  const { name, ratio, head, rows, verified, charts } = report;
  const figures = { name, ratio: roundRatio(ratio), head, rows, verified, measured: measuredNow() };
  return charts === undefined ? figures : { ...figures, charts };
}

export const measuredNow = (): Measured => ({
  at: new Date().toISOString(),
  commit: commit(),
  machine: machine(),
});

function commit(): string {
  const git = (...args: readonly string[]): string =>
    spawnSync('git', args, { encoding: 'utf8' }).stdout?.trim() ?? '';
  const changed = git('status', '--porcelain', '--untracked-files=no');
  return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`;
}
