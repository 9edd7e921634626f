import type { Kysely } from 'kysely';

import { isUnavailable } from '../../../db/errors.ts';
import {
  beginCheck,
  forgetFile,
  makeGone,
  noteReady,
  noteRefused,
  putOffCheck,
  renewCheck,
  takeDueFiles,
  type DueFile,
} from '../../../db/files.ts';
import type { Database } from '../../../db/schema.ts';
import type { FileRefusalCode } from '../../../protocol/files.ts';
import { createBackgroundLoop } from '../background-loop.ts';
import type { Logger } from '../ports.ts';
import { removeFile, type FileStore } from './file-store.ts';
import type { Inspection } from './inspect.ts';

/** How late what is due is looked at. */
const LOOK_MS = 2_000;
/** How often a check says that it goes on: a third of what it is waited for. */
const RENEW_MS = 20_000;
/** Checks of a file that ended without an outcome, as those that end their process do. */
const TRIES_MAX = 3;
/** Checks at once: each may hold a picture of 25 million pixels. */
const CHECKS_MAX = 2;

export interface KeeperDeps {
  readonly db: Kysely<Database>;
  readonly logger: Logger;
  readonly openStore: () => Promise<FileStore>;
  readonly inspect: (file: { readonly id: string; readonly name: string }) => Promise<Inspection>;
  /** How long a scanner that is away is waited for. */
  readonly scanWaitSeconds: number;
}

export interface Keeper extends AsyncDisposable {
  /** Begins to look for what is due, where it has not begun. */
  readonly start: () => void;
  /** An upload is complete: has it checked, in the background. */
  readonly arrived: (file: { readonly id: string; readonly name: string }) => Promise<void>;
}

/**
 * Looks after files: checks what was uploaded, again where a check's process ended; removes what was deleted, was not
 * sent within a day, or has lost its event. Any number of processes may, each file has one at a time. What is to be
 * done is in the files' rows, so it outlasts every process.
 */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { db, logger } = deps;
  const underWay = new Set<Promise<void>>();
  const inTurn = createTurns(CHECKS_MAX);

  /** In the background; what fails is due again. */
  const begin = (run: () => Promise<void>): Promise<void> => {
    const task: Promise<void> = run()
      .catch((error: unknown) => {
        if (!isUnavailable(error)) logger.error({ error }, 'A file could not be looked after');
      })
      .finally(() => underWay.delete(task));
    underWay.add(task);
    return task;
  };
  const check = (file: Checked): Promise<void> =>
    begin(async () => {
      const renewal = setInterval(() => void renewCheck(db, file.id).catch(() => {}), RENEW_MS);
      try {
        await inTurn(() => checkFile(deps, file));
      } finally {
        clearInterval(renewal);
      }
    });
  const lookAt = (file: DueFile): Promise<void> =>
    isToBeChecked(file) ? check(file) : begin(() => removeDue(deps, file));
  const loop = createBackgroundLoop({
    async turn() {
      await Promise.all((await takeDueFiles(db)).map(lookAt));
      return LOOK_MS;
    },
    failedMs: LOOK_MS,
    failure: 'Files could not be looked for',
    logger,
  });
  return {
    start: loop.start,
    async arrived(file) {
      if (await beginCheck(db, file.id)) void check({ ...file, tries: 1, waited_seconds: 0 });
    },
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await Promise.all(underWay);
    },
  };
}

/** Runs so many at once; the others wait for their turn. */
function createTurns(max: number): (run: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      await run();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

type Checked = Pick<DueFile, 'id' | 'name' | 'tries' | 'waited_seconds'>;

const isToBeChecked = ({ state, event_id: eventId, uploader_id: userId }: DueFile): boolean =>
  state === 'checking' && eventId !== null && userId !== null;

async function checkFile(deps: KeeperDeps, file: Checked): Promise<void> {
  const { db, openStore, inspect, scanWaitSeconds } = deps;
  if (file.tries > TRIES_MAX) return refuse(deps, file.id, 'not-a-picture');
  const inspection = await inspect(file);
  switch (inspection.type) {
    case 'away':
      return (file.waited_seconds ?? 0) >= scanWaitSeconds
        ? refuse(deps, file.id, 'not-checked')
        : putOffCheck(db, file.id);
    case 'refused':
      return refuse(deps, file.id, inspection.code);
    case 'ready':
      // Taken back meanwhile: what was just written of it goes too.
      if (!(await noteReady(db, { id: file.id, ...inspection.file })))
        await removeFile(await openStore(), file.id);
  }
}

/** Its bytes first: what is noted as refused has none. */
async function refuse(
  { db, openStore }: KeeperDeps,
  id: string,
  code: FileRefusalCode,
): Promise<void> {
  await removeFile(await openStore(), id);
  await noteRefused(db, id, code);
}

async function removeDue({ db, openStore }: KeeperDeps, { id }: DueFile): Promise<void> {
  if (!(await makeGone(db, id))) return;
  await removeFile(await openStore(), id);
  await forgetFile(db, id);
}
