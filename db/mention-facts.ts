import type { KnownFacts } from '../domain/batch.ts';
import type { Mentioned } from '../domain/facts.ts';
import type { Draft } from '../domain/log.ts';
import { peopleIn } from '../domain/mentions.ts';
import { toAccount, toStanding, type AccountRow, type StandingRow } from './standing-rows.ts';
import type { Statement } from './statements.ts';

/** Reads whom a batch's messages are to mention, after its locks. A batch that mentions nobody asks nothing more than it did. */
export function readMentionedStatements(drafts: readonly Draft[]): readonly Statement[] {
  const asked = drafts.flatMap((draft) =>
    mentionedIn(draft).map((userId) => ({ event_id: draft.eventId, user_id: userId })),
  );
  if (asked.length === 0) return [];
  return [
    {
      name: 'hallway_read_mentioned',
      text: `
        select a.event_id, u."id" as account_id, u."name" as account_name, u."image" as account_image,
          p.status, p.role, p.banned_at, p.muted_until, p.slow_said_at
        from (
          select distinct event_id, user_id
          from json_to_recordset($1::json) as a (event_id text, user_id text)
          limit $2::int
        ) a
        join "user" u on u."id" = a.user_id
        left join participation p on p.event_id = a.event_id and p.user_id = a.user_id`,
      values: [JSON.stringify(asked), asked.length],
    },
  ];
}

const mentionedIn = (draft: Draft): readonly string[] =>
  draft.kind === 'message' ? peopleIn(draft.mentions) : [];

interface MentionedRow extends AccountRow, StandingRow {
  readonly event_id: string;
}

const NOBODY: Mentioned = { account: null, participation: null };

/** The facts with what {@link readMentionedStatements} were answered. */
export function withMentioned(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [rows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (rows === undefined) return facts;
  const known = new Map(
    (rows as readonly MentionedRow[]).map((row) => [
      `${row.event_id} ${row.account_id}`,
      { account: toAccount(row), participation: toStanding(row) },
    ]),
  );
  return facts.map((own, index) => {
    const draft = drafts[index];
    const people = draft === undefined ? [] : mentionedIn(draft);
    if (draft === undefined || people.length === 0) return own;
    const mentioned = people.map(
      (userId) => [userId, known.get(`${draft.eventId} ${userId}`) ?? NOBODY] as const,
    );
    return { ...own, mentioned: new Map(mentioned) };
  });
}
