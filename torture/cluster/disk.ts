import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of a bounded size, which can be filled. */
export interface Disk extends Disposable {
  readonly path: string;
  /** Takes all the space that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
}

const BYTES_IN_MB = 1_024 * 1_024;

/**
 * A disk in a file, with a real file system on it, so that "no space left" is the kernel's own word and `fsync` does
 * what it does elsewhere. Undefined where that can't be had: it takes Linux, and root.
 */
export function createDisk(folder: string, megabytes: number): Disk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const image = join(folder, 'disk.img');
  const path = join(folder, 'disk');
  mkdirSync(path);
  // Sparse: takes only what is written.
  const file = openSync(image, 'w');
  ftruncateSync(file, megabytes * BYTES_IN_MB);
  closeSync(file);
  const isMounted =
    succeeds('mkfs.ext4', '-q', '-m', '0', image) && succeeds('mount', '-o', 'loop', image, path);
  if (!isMounted) return undefined;
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: () => fillUp(ballast, megabytes),
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      if (!succeeds('umount', path)) succeeds('umount', '--lazy', path);
      rmSync(image, { force: true });
    },
  };
}

/** In ever smaller steps, since a file that does not fit is not made at all. */
function fillUp(file: string, megabytes: number): void {
  let bytes = 0;
  for (let step = megabytes * BYTES_IN_MB; step >= 4_096; step = Math.floor(step / 2)) {
    while (succeeds('fallocate', '--length', String(bytes + step), file)) bytes += step;
  }
}

const succeeds = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;
