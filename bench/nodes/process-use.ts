import { existsSync, readFileSync } from 'node:fs';

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
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Reads what the kernel knows of another process; costs that process nothing. Linux only. */
export function readUse(pid: number): ProcessUse {
  if (!existsSync(`/proc/${pid}/stat`)) {
    throw new Skipped('it reads /proc, which only Linux has');
  }
  // The program's name, in brackets, may have spaces in it.
  const [, stat = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = stat.split(' ').map(Number);
  const ticks = (fields[USER_TICKS] ?? NaN) + (fields[SYSTEM_TICKS] ?? NaN);
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  return { cpuMs: ticks * TICK_MS, writes: Number(/syscw: (\d+)/.exec(io)?.[1]) };
}
