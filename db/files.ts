import { sql, type Kysely } from 'kysely';

import { noSuchEvent, noSuchFile } from '../domain/refusals.ts';
import { notTakingPart, takesPart } from '../domain/rights.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { FileRefusalCode } from '../protocol/files.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { Attachment } from '../protocol/wire.ts';
import { FILE_COLUMNS, type FileRow } from './file-rows.ts';
import type { Database } from './schema.ts';
import { toStanding, type StandingRow } from './standing-rows.ts';

type Db = Kysely<Database>;

/** How long a file waits to be sent, and a refusal to be read. */
const UNSENT_HOURS = 24;
/** Of a check whose process ended: then another one begins. Longer than {@link renewCheck} is called apart. */
const CHECK_SECONDS = 60;
/** Between two questions to a scanner that is away. */
const AWAY_SECONDS = 10;

const unsentUntil = sql<Date>`now() + make_interval(hours => ${UNSENT_HOURS})`;
const checkedUntil = sql<Date>`now() + make_interval(secs => ${CHECK_SECONDS})`;

export interface NewFile {
  readonly id: string;
  readonly eventId: string;
  readonly uploaderId: string;
  readonly name: string;
  readonly size: number;
  readonly kind: Attachment['kind'];
  readonly type: string;
}

/**
 * Notes a file whose upload begins; before there is any byte of it, so that no byte is ever unknown.
 *
 * @returns false where its uploader has so many that they did not send; two requests at once may both be the last.
 */
export async function createFile(db: Db, file: NewFile, unsentMax: number): Promise<boolean> {
  const { rows } = await sql`
    insert into file (id, event_id, uploader_id, name, size, kind, type, state, due_at)
    select ${file.id}, ${file.eventId}, ${file.uploaderId}, ${file.name}, ${file.size}, ${file.kind},
      ${file.type}, 'uploading', ${unsentUntil}
    where (
      select count(*) from file
      where uploader_id = ${file.uploaderId} and message_id is null and state in ('uploading', 'checking', 'ready')
    ) < ${unsentMax}
    returning id
  `.execute(db);
  return rows.length > 0;
}

export interface FileAsked {
  readonly id: string;
  readonly eventId: string;
  /** Who asks. */
  readonly userId: string;
}

/**
 * A file for whoever may have it now: who takes part in its event, and while it is in no message its uploader alone.
 * Of one that is gone, of another event or somebody else's there is nothing, as of one that never was.
 */
export async function findFile(
  db: Db,
  { id, eventId, userId }: FileAsked,
): Promise<Result<FileRow, ProtocolError>> {
  const { rows } = await sql<StandingRow & (FileRow | { readonly id: null })>`
    select p.status, p.role, p.banned_at, p.muted_until, p.slow_said_at, f.*
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join lateral (
      select ${sql.raw(FILE_COLUMNS)} from file
      where id = ${id} and event_id = h.event_id and state <> 'gone'
        and (message_id is not null or uploader_id = ${userId})
    ) f on true
    where h.event_id = ${eventId}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return fail(noSuchEvent);
  const participation = toStanding(row);
  if (!takesPart(participation)) return fail(notTakingPart(participation, 'read its chat'));
  return row.id === null ? fail(noSuchFile) : ok(row);
}

/** Notes that all bytes are there, and that whoever calls checks them now. False where that was noted before. */
export async function beginCheck(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    update file set state = 'checking', due_at = ${checkedUntil}, tries = 1, arrived_at = now()
    where id = ${id} and state = 'uploading' returning id
  `.execute(db);
  return rows.length > 0;
}

/** Says that a check goes on. */
export async function renewCheck(db: Db, id: string): Promise<void> {
  await sql`
    update file set due_at = ${checkedUntil} where id = ${id} and state = 'checking'
  `.execute(db);
}

/** Puts a check off for want of the scanner, which does not count as a try. */
export async function putOffCheck(db: Db, id: string): Promise<void> {
  await sql`
    update file set due_at = now() + make_interval(secs => ${AWAY_SECONDS}), tries = tries - 1
    where id = ${id} and state = 'checking'
  `.execute(db);
}

/** What a check found out. False where the file is gone meanwhile: then what was written of it is to be removed. */
export async function noteReady(
  db: Db,
  { id, ...looks }: Omit<Attachment, 'durationMs'>,
): Promise<boolean> {
  const { name, kind, type, size, width = null, height = null, placeholder = null } = looks;
  const { rows } = await sql`
    update file set state = 'ready', due_at = ${unsentUntil}, name = ${name}, kind = ${kind},
      type = ${type}, size = ${size}, width = ${width}, height = ${height}, placeholder = ${placeholder}
    where id = ${id} and state = 'checking' returning id
  `.execute(db);
  return rows.length > 0;
}

/** Its bytes are to be removed; that it was refused can be asked for a day. */
export async function noteRefused(db: Db, id: string, code: FileRefusalCode): Promise<void> {
  await sql`
    update file set state = 'refused', refusal_code = ${code}, due_at = ${unsentUntil}
    where id = ${id} and state = 'checking'
  `.execute(db);
}

/** Has a file be gone that was not sent; its bytes go with the next look of the keeper. False: there is none. */
export async function takeBack(db: Db, { id, eventId, userId }: FileAsked): Promise<boolean> {
  const { rows } = await sql`
    update file set state = 'gone', due_at = now()
    where id = ${id} and event_id = ${eventId} and uploader_id = ${userId} and message_id is null
      and state <> 'gone'
    returning id
  `.execute(db);
  return rows.length > 0;
}

/** A file that the keeper has to look at. */
export interface DueFile extends FileRow {
  /** How long its bytes are all there. */
  readonly waited_seconds: number | null;
}

/** Files to look at in one go. */
const AT_ONCE = 20;

/**
 * Takes files that are due: whose upload or sending was waited for long enough, whose check or import ended without an
 * outcome, that are gone, or whose event or owner is. Nobody else gets them for a minute; then they are due again, unless
 * something was noted.
 */
export async function takeDueFiles(db: Db): Promise<readonly DueFile[]> {
  const { rows } = await sql<DueFile>`
    with due as (
      select id from file where due_at <= now() order by due_at limit ${AT_ONCE} for update skip locked
    ), ownerless as (
      select id from file
      where (event_id is null or (uploader_id is null and message_id is null)) and state not in ('gone', 'importing')
      limit ${AT_ONCE} for update skip locked
    )
    update file set due_at = ${checkedUntil}, tries = tries + (state = 'checking')::int
    where id in (select id from due union select id from ownerless)
    returning ${sql.raw(FILE_COLUMNS)}, extract(epoch from now() - arrived_at)::float8 as waited_seconds
  `.execute(db);
  return rows;
}

/**
 * Has a file that was taken be gone for everybody, so that its bytes can be removed.
 *
 * @returns false where it was sent meanwhile.
 */
export async function makeGone(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    update file set state = 'gone'
    where id = ${id} and (message_id is null or event_id is null or state = 'gone') returning id
  `.execute(db);
  return rows.length > 0;
}

/** Forgets a file whose bytes are removed. */
export async function forgetFile(db: Db, id: string): Promise<void> {
  await db.deleteFrom('file').where('id', '=', id).where('state', '=', 'gone').execute();
}
