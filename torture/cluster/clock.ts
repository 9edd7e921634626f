import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process's wall clock, which can be set wrong; its monotonic clock runs on. */
export interface Clock {
  /** What the process must be started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Seconds by which it is wrong from now on; 0 is right. Noticed by the process at its next look. */
  set(skewSeconds: number): void;
}

const LIBRARIES = '/usr/lib';

/** A clock by libfaketime; undefined where this machine has none. */
export function createClock(folder: string, name: string): Clock | undefined {
  const library = findLibrary();
  if (library === undefined) return undefined;
  const file = join(folder, `${name}.clock`);
  const set = (skewSeconds: number): void => {
    writeFileSync(file, `${skewSeconds < 0 ? '-' : '+'}${Math.abs(skewSeconds)}s\n`);
  };
  set(0);
  return {
    set,
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  };
}

function findLibrary(): string | undefined {
  if (process.platform !== 'linux' || !existsSync(LIBRARIES)) return undefined;
  return readdirSync(LIBRARIES)
    .map((name) => join(LIBRARIES, name, 'faketime/libfaketime.so.1'))
    .find((path) => existsSync(path));
}
