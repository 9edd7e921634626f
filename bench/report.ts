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

/** A table as it is printed; the first column says what was measured. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How something changes with something else; both axes may be logarithmic. */
export interface Chart {
  readonly title: string;
  /** One sentence for somebody who sees such a chart for the first time. */
  readonly says: string;
  /** What the values across and upwards are, with their unit. */
  readonly x: string;
  readonly y: string;
  readonly scale: 'linear' | 'logarithmic';
  /** The points of a curve lie one behind the other: x, y. */
  readonly curves: readonly {
    readonly name: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

/** One figure of what this machine can do. */
export interface CardFigure {
  readonly title: string;
  /** With its unit, and “at least” where something else was the limit. */
  readonly figure: string;
  /** Of what it is, and what it does not hold. */
  readonly says: string;
}

export interface Report extends Table {
  readonly name: string;
  /** How many times better than the peer ours is: the headline. Null where there is no peer. */
  readonly ratio: number | null;
  /** The headline where there is no peer. */
  readonly card?: readonly CardFigure[];
  /** What was made sure of, in words. */
  readonly verified: readonly string[];
  readonly charts?: readonly Chart[];
  /** The figures themselves, for programs. */
  readonly data: unknown;
}

/** The medians of several runs of the same. */
export const toLine = (name: string, loads: readonly Load[]): Line => ({
  name,
  perSecond: median(loads.map(({ perSecond }) => perSecond)),
  p50: median(loads.map(({ p50 }) => p50)),
  p99: median(loads.map(({ p99 }) => p99)),
  runs: loads.length,
});

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() || 'unknown'}), load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`;

/** Throughput and waits, the first line against each other one. */
export function toTable(lines: readonly Line[]): Table {
  const [ours] = lines;
  return {
    head: ['', 'ours / this', 'messages/s', 'p50', 'p99', 'runs'],
    rows: lines.map((line) => [
      line.name,
      line === ours ? '' : `${((ours?.perSecond ?? NaN) / line.perSecond).toFixed(1)} ×`,
      Math.round(line.perSecond).toLocaleString('en'),
      inMs(line.p50),
      inMs(line.p99),
      String(line.runs),
    ]),
  };
}

export const inMs = (ms: number): string => `${ms.toFixed(1)} ms`;

/** Three figures: no bench is more precise. */
export const roundRatio = (ratio: number): number => Number(ratio.toPrecision(3));

/** The report as text; its last line is the headline. */
export function formatReport({ name, card, head, rows, verified, ratio }: Report): string {
  const table = aligned([head, ...rows]);
  const checks = verified.map((one) => `ok: ${one}`);
  const figures = aligned((card ?? []).map(({ title, figure, says }) => [title, figure, says]));
  const closing = ratio === null ? figures : [`ratio ${roundRatio(ratio)}`];
  return [`${name} on ${machine()}`, '', ...table, '', ...checks, ...closing].join('\n');
}

function aligned(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table.map((row) =>
    row.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)).join('   '),
  );
}

const pad = (cell: string, width: number, isLeft: boolean): string =>
  isLeft ? cell.padEnd(width) : cell.padStart(width);
