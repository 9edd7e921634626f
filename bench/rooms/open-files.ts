import { readFileSync } from 'node:fs';

import { Skipped } from '../suite/skipped.ts';

/** Of the files that it may open, a node leaves some for what is no person's connection. */
const SHARE_FOR_PEOPLE = 0.93;

/** How many files a process of this machine may open, and how many connections that makes. */
export interface OpenFiles {
  readonly files: number;
  readonly connections: number;
}

/** @throws where it is not known. */
export function openFilesAtMost(): OpenFiles {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const files = Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? Infinity);
    return { files, connections: Math.floor(files * SHARE_FOR_PEOPLE) };
  } catch {
    throw new Skipped('it reads /proc, which only Linux has');
  }
}

/** Those of these numbers of people that can be connected to one process; at least one. */
export function whatIsPossible<Size extends { readonly people: number }>(
  sizes: readonly Size[],
): { readonly sizes: readonly Size[]; readonly leftOut: readonly string[] } {
  const { files, connections } = openFilesAtMost();
  const can = ({ people }: Size): boolean => people <= connections;
  if (!sizes.some(can)) throw new Skipped(`a process may open only ${files} files (ulimit -n)`);
  const leftOut = sizes.filter((size) => !can(size));
  return {
    sizes: sizes.filter(can),
    leftOut: leftOut.map(
      ({ people }) => `left out: ${people} people need more than ${files} open files (ulimit -n)`,
    ),
  };
}
