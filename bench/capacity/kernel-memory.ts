import { existsSync, readFileSync } from 'node:fs';

import { Skipped } from '../suite/skipped.ts';

const SOURCES = {
  memory: '/proc/meminfo',
  sockets: '/proc/net/sockstat',
  pages: '/proc/self/smaps',
} as const;

/**
 * What the kernel of this machine holds in memory that grows with connections, in bytes: its small objects (sockets,
 * files and what is queued in them) and what it has charged to buffers of TCP. It is the whole machine's, so only a
 * difference says something, and only while nothing else opens files or connections. Linux only.
 */
export function kernelBytes(): number {
  if (!Object.values(SOURCES).every((path) => existsSync(path))) {
    throw new Skipped('it reads /proc, which only Linux has');
  }
  const slabKb = numberIn(SOURCES.memory, /^Slab:\s+(\d+) kB/m);
  const bufferPages = numberIn(SOURCES.sockets, /^TCP: .* mem (\d+)/m);
  const pageKb = numberIn(SOURCES.pages, /^KernelPageSize:\s+(\d+) kB/m);
  return (slabKb + bufferPages * pageKb) * 1_024;
}

const numberIn = (path: string, pattern: RegExp): number =>
  Number(pattern.exec(readFileSync(path, 'utf8'))?.[1]);
