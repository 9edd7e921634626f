import { sql, type Kysely } from 'kysely';
import { z } from 'zod';

import { badCursor, noSuchEvent, noSuchMessage } from '../domain/refusals.ts';
import { notTakingPart, takesPart } from '../domain/rights.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { ReactorsPage } from '../protocol/rest.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { readCursor } from './cursor.ts';
import { toPeoplePage, type PersonRow } from './people-page.ts';
import { toAskedPoll } from './poll-rows.ts';
import type { Database } from './schema.ts';

export interface VotersRequest {
  readonly eventId: string;
  readonly messageId: string;
  /** Counted from 0. */
  readonly option: number;
  /** Who asks. */
  readonly userId: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const Position = z.object({ seq: z.int(), id: z.string() });

interface VoterRow extends PersonRow {
  readonly status: ParticipationStatus | null;
  readonly role: Role | null;
  readonly banned_at: Date | null;
  readonly message_id: string | null;
  readonly poll: unknown;
}

/**
 * Who chose one option of a poll, in the order in which they did; only for who takes part in its event. Of an anonymous
 * poll nobody is told, whatever their role: not one row is read.
 */
export async function listVoters(
  db: Kysely<Database>,
  { eventId, messageId, option, userId, cursor, limit }: VotersRequest,
): Promise<Result<ReactorsPage, ProtocolError>> {
  const from = cursor === undefined ? null : readCursor(Position, cursor);
  if (from === undefined) return fail(badCursor);
  const { rows } = await sql<VoterRow>`
    select p.status, p.role, p.banned_at, m.id as message_id, m.poll, v.*
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join message m on m.event_id = h.event_id and m.id = ${messageId} and m.deleted_at is null
    left join lateral (
      select v.user_id, v.seq, u."name" as name, u."image" as image
      from poll_vote v left join "user" u on u."id" = v.user_id
      where v.message_id = m.id and m.poll ->> 'isAnonymous' = 'false' and ${option} = any(v.choices)
        and ${from === null ? sql`true` : sql`(v.seq, v.user_id) > (${from.seq}, ${from.id})`}
      order by v.seq, v.user_id
      limit ${limit + 1}
    ) v on true
    where h.event_id = ${eventId}
    order by v.seq, v.user_id
  `.execute(db);
  const refused = refuse(rows[0], option);
  return refused === null ? ok(toPeoplePage(rows, limit)) : fail(refused);
}

function refuse(row: VoterRow | undefined, option: number): ProtocolError | null {
  if (row === undefined) return noSuchEvent;
  const participation =
    row.role === null ? null : { status: row.status, role: row.role, bannedAt: row.banned_at };
  if (!takesPart(participation)) return notTakingPart(participation, 'read its chat');
  if (row.message_id === null || row.poll === null) return noSuchMessage;
  const { isAnonymous, options } = toAskedPoll(row.poll);
  if (isAnonymous) return anonymous;
  return option < options.length ? null : noSuchOption;
}

const anonymous = refusal('forbidden', 'This poll is anonymous: nobody is told who chose what.');
const noSuchOption = refusal('invalid', 'The poll has no such option.');
