import { sql, type Kysely } from 'kysely';

import { noSuchEvent, noSuchMessage } from '../domain/refusals.ts';
import { may, notTakingPart, takesPart } from '../domain/rights.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import { VERSIONS_MAX, type MessageVersions } from '../protocol/versions.ts';
import type { Database } from './schema.ts';
import { toStanding, type StandingRow } from './standing-rows.ts';

interface VersionsRequest {
  readonly eventId: string;
  readonly messageId: string;
  /** Who asks. */
  readonly userId: string;
}

type VersionRow = StandingRow &
  (
    | { readonly content: null; readonly seq: null; readonly written_at: null }
    | { readonly content: string; readonly seq: number; readonly written_at: Date }
  );

const onlyModerators = refusal(
  'forbidden',
  'Only organisers and moderators can see what a message said before.',
);

/** What a message says and said before, the oldest first; for who moderates, and not of one that was deleted. */
export async function listVersions(
  db: Kysely<Database>,
  { eventId, messageId, userId }: VersionsRequest,
): Promise<Result<MessageVersions, ProtocolError>> {
  const { rows } = await sql<VersionRow>`
    select p.status, p.role, p.banned_at, p.muted_until, p.slow_said_at, v.content, v.seq, v.written_at
    from event_log_head h
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join lateral (
      select * from (
        select content, coalesce(edited_seq, seq) as seq, coalesce(edited_at, created_at) as written_at
        from message m where m.id = ${messageId} and m.event_id = h.event_id and m.deleted_at is null
        union all
        select v.content, v.seq, v.written_at from message_version v
        join message m on m.id = v.message_id
        where v.message_id = ${messageId} and m.event_id = h.event_id
      ) every_text
      order by seq desc limit ${VERSIONS_MAX}
    ) v on true
    where h.event_id = ${eventId}
    order by v.seq
  `.execute(db);
  const refused = refuse(rows[0]);
  return refused === null ? ok({ versions: rows.flatMap(toVersion) }) : fail(refused);
}

function refuse(row: VersionRow | undefined): ProtocolError | null {
  if (row === undefined) return noSuchEvent;
  const participation = toStanding(row);
  if (!takesPart(participation)) return notTakingPart(participation, 'read its chat');
  if (!may(participation, 'see-versions')) return onlyModerators;
  return row.seq === null ? noSuchMessage : null;
}

const toVersion = ({ content, seq, written_at: at }: VersionRow): MessageVersions['versions'] =>
  content === null ? [] : [{ content, seq, writtenAt: at.toISOString() }];
