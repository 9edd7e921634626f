import { sql, type Kysely } from 'kysely';

import type { Participation } from '../domain/rights.ts';
import type { Pins } from '../protocol/rest.ts';
import { messageColumns, reactionColumns, toMessage, type MessageRow } from './message-rows.ts';
import { toReactor } from './people-page.ts';
import { toParticipation, type ExplainedRow } from './rooms.ts';
import type { Database } from './schema.ts';

interface PinRow extends Omit<MessageRow, 'id'>, ExplainedRow {
  readonly epoch: string;
  readonly head_seq: number;
  readonly id: string | null;
  readonly pinned_by: string;
  readonly pinned_at: Date;
  readonly pinner_name: string | null;
  readonly pinner_image: string | null;
}

interface FoundPins {
  /** To be decided on before the list is shown to anybody. */
  readonly participation: Participation | null;
  readonly pins: Pins;
}

/**
 * All pinned messages of an event as they are now, the newest pin first, in one snapshot; at most `PINS_MAX`.
 *
 * @returns null where there is no such event.
 */
export async function listPins(
  db: Kysely<Database>,
  { eventId, userId }: { readonly eventId: string; readonly userId: string },
): Promise<FoundPins | null> {
  const { rows } = await sql<PinRow>`
    select h.epoch, h.head_seq, p.status, p.role, p.banned_at, p.ban_reason, p.muted_until, p.slow_said_at, m.*
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join lateral (
      select pin.seq as pin_seq, pin.pinned_by, pin.pinned_at, u."name" as pinner_name, u."image" as pinner_image,
        ${messageColumns}, ${reactionColumns(userId)}
      from pin join message m on m.id = pin.message_id left join "user" u on u."id" = pin.pinned_by
      where pin.event_id = h.event_id
    ) m on true
    where h.event_id = ${eventId}
    order by m.pin_seq desc
  `.execute(db);
  const head = rows[0];
  if (head === undefined) return null;
  return {
    participation: toParticipation(head),
    pins: {
      pins: rows.flatMap((row) => toPin(row, eventId)),
      seq: head.head_seq,
      epoch: head.epoch,
    },
  };
}

const toPin = (row: PinRow, eventId: string): Pins['pins'] =>
  row.id === null
    ? []
    : [
        {
          message: toMessage({ ...row, id: row.id }, eventId),
          pinnedBy: toReactor(row.pinned_by, row.pinner_name, row.pinner_image),
          pinnedAt: row.pinned_at.toISOString(),
        },
      ];
