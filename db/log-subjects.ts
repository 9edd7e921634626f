import type { SlowSaid } from '../domain/batch.ts';
import type { Subject } from '../domain/facts.ts';
import type { Draft } from '../domain/log.ts';
import { toAccount, toStanding, type AccountRow, type StandingRow } from './standing-rows.ts';
import type { Statement } from './statements.ts';

interface SubjectRow extends AccountRow, StandingRow {
  readonly ord: number;
  readonly organisers: readonly string[];
}

/**
 * Reads whom drafts are about, after the lock, like the other facts; none where no draft is about
 * anybody: a message asks nothing more than it needs.
 */
export function readSubjectsStatements(drafts: readonly Draft[]): readonly Statement[] {
  const asked = drafts.flatMap((draft, ord) =>
    draft.kind === 'act' ? [{ ord, event_id: draft.eventId, user_id: draft.userId }] : [],
  );
  if (asked.length === 0) return [];
  return [
    {
      name: 'hallway_read_subjects',
      text: `
        select a.ord, u."id" as account_id, u."name" as account_name, u."image" as account_image,
          p.status, p.role, p.banned_at, p.muted_until, p.slow_said_at,
          array(select o.user_id from participation o
            where o.event_id = a.event_id and o.role = 'organiser' and o.banned_at is null) as organisers
        from (
          select * from json_to_recordset($1::json) as a (ord int, event_id text, user_id text)
          limit $2::int
        ) a
        left join "user" u on u."id" = a.user_id
        left join participation p on p.event_id = a.event_id and p.user_id = a.user_id`,
      values: [JSON.stringify(asked), asked.length],
    },
  ];
}

/** Whom each draft is about, by the draft's index. */
export const toSubjects = (rows: readonly unknown[]): ReadonlyMap<number, Subject> =>
  new Map((rows as readonly SubjectRow[]).map((row) => [row.ord, toSubject(row)]));

const toSubject = (row: SubjectRow): Subject => ({
  account: toAccount(row),
  participation: toStanding(row),
  organisers: row.organisers,
});

/** Remembers what slow mode counts from. */
export const writeSlowSaid = (said: readonly SlowSaid[]): Statement => ({
  name: 'hallway_write_slow_said',
  text: `
    update participation p set slow_said_at = s.said_at
    from (
      select event_id, user_id, max(at) as said_at
      from json_to_recordset($1::json) as s (event_id text, user_id text, at timestamptz)
      group by event_id, user_id
    ) s
    where p.event_id = s.event_id and p.user_id = s.user_id`,
  values: [
    JSON.stringify(
      said.map(({ eventId, userId, at }) => ({ event_id: eventId, user_id: userId, at })),
    ),
  ],
});
