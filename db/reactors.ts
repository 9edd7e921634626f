import { sql, type Kysely } from 'kysely';
import { z } from 'zod';

import { badCursor, noSuchEvent, noSuchMessage } from '../domain/refusals.ts';
import { notTakingPart, takesPart } from '../domain/rights.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { ReactorsPage } from '../protocol/rest.ts';
import type { ParticipationStatus, Role } from '../protocol/wire.ts';
import { readCursor } from './cursor.ts';
import { toPeoplePage, type PersonRow } from './people-page.ts';
import type { Database } from './schema.ts';

export interface ReactorsRequest {
  readonly eventId: string;
  readonly messageId: string;
  readonly emoji: string;
  /** Who asks. */
  readonly userId: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const Position = z.object({ seq: z.int(), id: z.string() });

interface ReactorRow extends PersonRow {
  readonly status: ParticipationStatus | null;
  readonly role: Role | null;
  readonly banned_at: Date | null;
  readonly message_id: string | null;
}

/**
 * Who gave a message one emoji, in the order in which they did; only for who takes part in its event.
 */
export async function listReactors(
  db: Kysely<Database>,
  { eventId, messageId, emoji, userId, cursor, limit }: ReactorsRequest,
): Promise<Result<ReactorsPage, ProtocolError>> {
  const from = cursor === undefined ? null : readCursor(Position, cursor);
  if (from === undefined) return fail(badCursor);
  const { rows } = await sql<ReactorRow>`
    select p.status, p.role, p.banned_at, m.id as message_id, r.*
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join message m on m.event_id = h.event_id and m.id = ${messageId} and m.deleted_at is null
    left join lateral (
      select r.user_id, r.seq, u."name" as name, u."image" as image
      from reaction r left join "user" u on u."id" = r.user_id
      where r.message_id = m.id and r.emoji = ${emoji}
        and ${from === null ? sql`true` : sql`(r.seq, r.user_id) > (${from.seq}, ${from.id})`}
      order by r.seq, r.user_id
      limit ${limit + 1}
    ) r on true
    where h.event_id = ${eventId}
    order by r.seq, r.user_id
  `.execute(db);
  const refused = refuse(rows[0]);
  return refused === null ? ok(toPeoplePage(rows, limit)) : fail(refused);
}

function refuse(row: ReactorRow | undefined): ProtocolError | null {
  if (row === undefined) return noSuchEvent;
  const participation =
    row.role === null ? null : { status: row.status, role: row.role, bannedAt: row.banned_at };
  if (!takesPart(participation)) return notTakingPart(participation, 'read its chat');
  return row.message_id === null ? noSuchMessage : null;
}
