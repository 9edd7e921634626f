import { existsSync, readFileSync } from 'node:fs';

import { childrenOf, statOf } from '../../scripts/processes.ts';
import { Skipped } from '../suite/skipped.ts';

/** What a process has used since its start. */
export interface ProcessUse {
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  /** System calls of the kinds `write` and `writev`: `send` and its like are not among them. */
  readonly writes: number;
}

/** The kernel counts CPU time in these. */
const TICK_MS = 10;
/** User and system time, of a process's own and of its children that have ended. */
const OWN = [11, 12] as const;
const OF_ENDED_CHILDREN = [13, 14] as const;

/** Reads what the kernel knows of another process; costs that process nothing. Linux only. */
export function readUse(pid: number): ProcessUse {
  if (!existsSync(`/proc/${pid}/stat`)) {
    throw new Skipped('it reads /proc, which only Linux has');
  }
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  return { cpuMs: timeOf(pid, OWN), writes: Number(/syscw: (\d+)/.exec(io)?.[1]) };
}

/** CPU time of a process and of all that it has started, also of those that have ended; to 10 ms for each. */
export function familyCpuMs(pid: number): number {
  const children = childrenOf(pid).map((child) => timeOf(child, OWN));
  return timeOf(pid, [...OWN, ...OF_ENDED_CHILDREN]) + children.reduce((sum, ms) => sum + ms, 0);
}

/** 0 where the process has ended meanwhile. */
function timeOf(pid: number, fields: readonly number[]): number {
  const stat = statOf(pid);
  return TICK_MS * fields.reduce((sum, index) => sum + Number(stat?.[index] ?? 0), 0);
}
