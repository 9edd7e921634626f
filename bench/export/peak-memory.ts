import { existsSync, readFileSync } from 'node:fs';

import { Skipped } from '../suite/skipped.ts';

/** Memory of a process in MB, as its system counts it: without what other processes hold for it. */
export interface Memory {
  readonly now: number;
  /** The most since it started. */
  readonly peak: number;
}

/** @throws {Skipped} where the system does not tell it. */
export function memoryOf(pid: number): Memory {
  const file = `/proc/${pid}/status`;
  if (!existsSync('/proc/self/status')) throw new Skipped('this system does not tell the peak');
  const status = readFileSync(file, 'utf8');
  return { now: megabytes(status, 'VmRSS'), peak: megabytes(status, 'VmHWM') };
}

const megabytes = (status: string, field: string): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024;
