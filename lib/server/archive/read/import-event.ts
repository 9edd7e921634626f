import { buffer } from 'node:stream/consumers';

import type { Kysely, Transaction } from 'kysely';

import { ARCHIVE_VERSION, EventHead } from '../../../../db/archive/event-head.ts';
import { eventParts } from '../../../../db/archive/event-parts.ts';
import type { EventPart } from '../../../../db/archive/part.ts';
import {
  allowTime,
  findFault,
  hasEvent,
  insertEvent,
  insertMentions,
  readDueTimes,
  readPollTimes,
} from '../../../../db/archive/take-in.ts';
import type { Jobs } from '../../../../db/jobs.ts';
import type { Database } from '../../../../db/schema.ts';
import { HEAD_MAX_BYTES, openArchive, type OpenArchive } from './open-archive.ts';
import { withSmallHeap } from '../small-heap.ts';
import { explain, parseJson, readRows } from './read-rows.ts';
import { ArchiveRefused } from './refused.ts';
import { withFiles, type FileTaker } from './take-files.ts';

type Tx = Transaction<Database>;

export interface ImportDeps {
  readonly db: Kysely<Database>;
  /** Where the files go that messages bring. */
  readonly files: FileTaker;
  readonly jobs: Pick<Jobs, 'open' | 'enqueue'>;
  /** Told how many rows of how many are in. */
  readonly onProgress?: (done: number, total: number) => void;
  /** What else is to be done once the event is there; with it or not at all. */
  readonly finally?: (tx: Tx, head: EventHead) => Promise<void>;
}

/**
 * Takes an event in that was exported, whole or not at all: its ids, places, texts, times, roles, reactions, pins and files are what
 * they were. People who have no account here become people whom nobody can sign in as.
 *
 * @throws {ArchiveRefused} with a line for whoever gave the file.
 */
export const importEvent = (deps: ImportDeps, file: string): Promise<EventHead> =>
  withSmallHeap(() => importFrom(deps, file));

async function importFrom(deps: ImportDeps, file: string): Promise<EventHead> {
  await using archive = await openArchive(file);
  const head = await readHead(archive);
  if (await hasEvent(deps.db, head.event.id)) throw isHere(head);
  await deps.jobs.open();
  try {
    await withFiles(deps, archive, () =>
      deps.db.transaction().execute((tx) => takeIn(tx, { archive, head, deps })),
    );
  } catch (error) {
    throw toRefused(error) ?? error;
  }
  return head;
}

const isHere = ({ event }: EventHead): ArchiveRefused =>
  new ArchiveRefused(`The event "${event.title}" is here already.`);

async function readHead(archive: OpenArchive): Promise<EventHead> {
  if (!archive.has('event.json')) throw new ArchiveRefused('This is no export of an event.');
  if (archive.sizeOf('event.json') > HEAD_MAX_BYTES) {
    throw new ArchiveRefused('"event.json" is too large.');
  }
  const given = parseJson(await buffer(archive.read('event.json')), '"event.json"');
  const version = versionOf(given);
  if (version !== null && version > ARCHIVE_VERSION) {
    throw new ArchiveRefused(
      `The archive has version ${version} of the format, and this Hallway knows ${ARCHIVE_VERSION}: update it.`,
    );
  }
  const head = EventHead.safeParse(given);
  if (head.success) return head.data;
  throw new ArchiveRefused(`"event.json": ${explain(head.error)}.`);
}

const versionOf = (given: unknown): number | null =>
  typeof given === 'object' && given !== null && 'version' in given
    ? typeof given.version === 'number'
      ? given.version
      : null
    : null;

interface TakeIn {
  readonly archive: OpenArchive;
  readonly head: EventHead;
  readonly deps: ImportDeps;
}

async function takeIn(tx: Tx, { archive, head, deps }: TakeIn): Promise<void> {
  const { counts } = head;
  const known = new Set(eventParts.map(({ path }) => path));
  const unknown = Object.keys(counts).find((path) => !known.has(path));
  if (unknown !== undefined) {
    throw new ArchiveRefused(
      `The archive has "${unknown}", which this Hallway does not know: update it.`,
    );
  }
  await allowTime(tx);
  if (!(await insertEvent(tx, head))) throw isHere(head);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  let done = 0;
  for (const part of eventParts) {
    await takePart(tx, { part, archive, head }, (count) =>
      deps.onProgress?.((done += count), total),
    );
  }
  await complete(tx, head, deps);
}

interface TakePart {
  readonly part: EventPart;
  readonly archive: OpenArchive;
  readonly head: EventHead;
}

async function takePart(
  tx: Tx,
  { part, archive, head }: TakePart,
  onRows: (count: number) => void,
): Promise<void> {
  const { path } = part;
  const expected = head.counts[path] ?? 0;
  let taken = 0;
  if (archive.has(path)) {
    for await (const rows of readRows(archive.read(path), part)) {
      const given = { eventId: head.event.id, rows: JSON.stringify(rows) };
      if ((await part.insert(tx, given)) !== rows.length) {
        throw new ArchiveRefused(`"${path}" has something of a message that is not there.`);
      }
      taken += rows.length;
      onRows(rows.length);
    }
  }
  if (taken !== expected) {
    throw new ArchiveRefused(
      `"${path}" has ${taken} entries and should have ${expected}: it is not whole.`,
    );
  }
}

async function complete(
  tx: Tx,
  head: EventHead,
  { jobs, finally: more }: ImportDeps,
): Promise<void> {
  const eventId = head.event.id;
  const fault = await findFault(tx, eventId);
  if (fault !== null) throw new ArchiveRefused(`The archive contradicts itself: ${fault}.`);
  await insertMentions(tx, eventId);
  const dues = await readDueTimes(tx, eventId);
  await jobs.enqueue(
    tx,
    'announcement',
    dues.map(({ at, ...due }) => ({ job: { eventId, ...due }, at })),
  );
  const polls = await readPollTimes(tx, eventId);
  await jobs.enqueue(
    tx,
    'poll',
    polls.map(({ at, ...due }) => ({ job: { eventId, ...due }, at })),
  );
  await more?.(tx, head);
}

/** PostgreSQL's code for a row that is there already, and the class of those for what a value can't be. */
const UNIQUE_VIOLATION = '23505';
const DATA_EXCEPTION = /^22/;

function toRefused(error: unknown): ArchiveRefused | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') {
    if (error.code === UNIQUE_VIOLATION) {
      return new ArchiveRefused(
        'Something in the archive has an id that is here already, or has it twice.',
      );
    }
    if (DATA_EXCEPTION.test(error.code) || error.code === '23514') {
      return new ArchiveRefused(`Something in the archive can not be stored: ${error.message}.`);
    }
  }
  return null;
}
