import { sql, type Kysely } from 'kysely';

import type { QuestionVoted } from '../domain/question.ts';
import { noSuchEvent } from '../domain/refusals.ts';
import { may, notTakingPart, takesPart } from '../domain/rights.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { isoTime } from '../protocol/iso-time.ts';
import { EventSettings } from '../protocol/rest.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import {
  QUESTIONS_ANSWERED_MAX,
  type Question,
  type QuestionList,
  type QuestionState,
} from '../protocol/wire.ts';
import { toReactor } from './people-page.ts';
import { toParticipation, type ExplainedRow } from './rooms.ts';
import type { Database } from './schema.ts';

interface QuestionRow {
  readonly id: string;
  readonly author_id: string;
  readonly author_name: string | null;
  readonly author_image: string | null;
  readonly content: string;
  readonly state: QuestionState;
  readonly votes: number;
  readonly question_seq: number;
  readonly asked_ms: number;
  readonly is_own: boolean;
}

type ListRow = ExplainedRow & {
  readonly head_seq: number;
  readonly epoch: string;
  readonly settings: unknown;
} & (QuestionRow | { readonly [column in keyof QuestionRow]: null });

const COLUMNS = sql`
  q.id, q.author_id, u."name" as author_name, u."image" as author_image, q.content, q.state, q.votes,
  q.seq as question_seq, extract(epoch from q.created_at)::float8 * 1000 as asked_ms`;

/**
 * The questions of an event that somebody may see, in the order in which they were asked, true at the `seq` that is
 * answered along: one statement. Refuses whoever does not take part.
 */
export async function listQuestions(
  db: Kysely<Database>,
  { eventId, userId }: { readonly eventId: string; readonly userId: string },
): Promise<Result<QuestionList, ProtocolError>> {
  const { rows } = await sql<ListRow>`
    select p.status, p.role, p.banned_at, p.ban_reason, p.muted_until, p.slow_said_at,
      h.head_seq, h.epoch, e.settings, ${COLUMNS}, v.is_on is true as is_own
    from event_log_head h
    join event e on e.id = h.event_id
    left join participation p on p.event_id = h.event_id and p.user_id = ${userId}
    left join lateral (
      (select * from question
        where event_id = h.event_id and (state in ('approved', 'on-stage') or state = 'pending' and (
          author_id = ${userId} or p.role <> 'participant')))
      union all
      (select * from question where event_id = h.event_id and state = 'answered'
        order by seq desc limit ${QUESTIONS_ANSWERED_MAX})
    ) q on p.status is not null and p.banned_at is null
    left join "user" u on u."id" = q.author_id
    left join question_vote v on v.question_id = q.id and v.user_id = ${userId}
    where h.event_id = ${eventId}
    order by q.created_at, q.id
  `.execute(db);
  const first = rows[0];
  if (first === undefined) return fail(noSuchEvent);
  const participation = toParticipation(first);
  if (!takesPart(participation)) return fail(notTakingPart(participation, 'read its chat'));
  return ok({
    eventId,
    seq: first.head_seq,
    epoch: first.epoch,
    approvesQuestions: EventSettings.parse(first.settings).approvesQuestions,
    isModerating: may(participation, 'moderate-questions'),
    questions: rows.flatMap((row) => (row.id === null ? [] : [toQuestion(row)])),
  });
}

/** One question as it is now, for whoever may see it; `null` where there is none. Nobody's vote is in it. */
export async function readQuestion(
  db: Kysely<Database>,
  { eventId, questionId }: { readonly eventId: string; readonly questionId: string },
): Promise<Question | null> {
  const { rows } = await sql<QuestionRow>`
    select ${COLUMNS}, false as is_own
    from question q left join "user" u on u."id" = q.author_id
    where q.id = ${questionId} and q.event_id = ${eventId}
  `.execute(db);
  return rows[0] === undefined ? null : toQuestion(rows[0]);
}

const toQuestion = (row: QuestionRow): Question => ({
  questionId: row.id,
  content: row.content,
  ...toReactor(row.author_id, row.author_name, row.author_image),
  askedAt: isoTime(row.asked_ms),
  state: row.state,
  seq: row.question_seq,
  votes: row.votes,
  ...(row.is_own && { own: true }),
});

/** What somebody has said of a question last; `null`: nothing. */
export async function readQuestionVote(
  db: Kysely<Database>,
  { questionId, userId }: QuestionVoted,
): Promise<{ readonly on: boolean; readonly seq: number } | null> {
  const row = await db
    .selectFrom('question_vote')
    .select(['is_on as on', 'seq'])
    .where('question_id', '=', questionId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ?? null;
}
