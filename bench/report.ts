import { loadavg, cpus } from 'node:os';

import type { Load } from './load.ts';

/** One measured line of a report, and how often it was measured. */
export interface Line {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly runs: number;
}

export interface Report {
  readonly name: string;
  /** How many times the peer's rate ours is: the headline. */
  readonly ratio: number;
  readonly lines: readonly Line[];
  /** What was made sure of, in words. */
  readonly verified: readonly string[];
}

/** The medians of several runs of the same. */
export const toLine = (name: string, loads: readonly Load[]): Line => ({
  name,
  perSecond: median(loads.map(({ perSecond }) => perSecond)),
  p50: median(loads.map(({ p50 }) => p50)),
  p99: median(loads.map(({ p99 }) => p99)),
  runs: loads.length,
});

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() || 'unknown'}), load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`;

/** The report as text: the ratio first, then what it is made of. */
export function formatReport({ name, ratio, lines, verified }: Report): string {
  const [ours] = lines;
  const rows = lines.map((line) => [
    line.name,
    line === ours ? '' : `${((ours?.perSecond ?? NaN) / line.perSecond).toFixed(1)} ×`,
    Math.round(line.perSecond).toLocaleString('en'),
    `${line.p50.toFixed(1)} ms`,
    `${line.p99.toFixed(1)} ms`,
    String(line.runs),
  ]);
  const table = [['', 'ours / this', 'messages/s', 'p50', 'p99', 'runs'], ...rows];
  const widths = table[0]?.map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const text = table.map((row) =>
    row.map((cell, column) => pad(cell, widths?.[column] ?? 0, column === 0)).join('   '),
  );
  const checks = verified.map((one) => `ok: ${one}`);
  return [`${name} on ${machine()}`, '', ...text, '', ...checks, `ratio ${ratio.toFixed(1)}`].join(
    '\n',
  );
}

const pad = (cell: string, width: number, isLeft: boolean): string =>
  isLeft ? cell.padEnd(width) : cell.padStart(width);
