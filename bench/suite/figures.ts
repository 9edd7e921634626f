import { spawnSync } from 'node:child_process';

import { machine, roundRatio, type Report, type Table } from '../report.ts';

/** When, of which code and where something was measured. */
export interface Measured {
  /** An ISO date. */
  readonly at: string;
  /** As git names it; with `+` where files had been changed, and empty where there is no git. */
  readonly commit: string;
  readonly machine: string;
}

/** The figures of one bench as they are kept. */
export interface Figures
  extends Table, Pick<Report, 'name' | 'ratio' | 'card' | 'verified' | 'charts'> {
  readonly measured: Measured;
}

export function toFigures(report: Report): Figures {
  const { name, ratio, card, head, rows, verified, charts } = report;
  return {
    name,
    ratio: ratio === null ? null : roundRatio(ratio),
    ...(card === undefined ? {} : { card }),
    head,
    rows,
    verified,
    measured: measuredNow(),
    ...(charts === undefined ? {} : { charts }),
  };
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
