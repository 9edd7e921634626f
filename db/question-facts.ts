import type { KnownFacts } from '../domain/batch.ts';
import type { Draft } from '../domain/log.ts';
import { isOfQuestion, type QuestionDraft, type StoredQuestion } from '../domain/question-log.ts';
import type { QuestionState } from '../protocol/wire.ts';
import { toReactor } from './people-page.ts';
import type { Statement } from './statements.ts';

/**
 * Reads what decides on a batch's drafts about questions, after its locks. A batch without any asks nothing more than
 * it did.
 */
export function readQuestionsStatements(drafts: readonly Draft[]): readonly Statement[] {
  const asked = drafts.filter(isOfQuestion);
  if (asked.length === 0) return [];
  const eventIds = [...new Set(asked.map(({ eventId }) => eventId))];
  return [readQuestions(asked, eventIds), readVoted(asked), readOpen(asked), readTold(eventIds)];
}

/** Those that drafts are about, and those on stage. */
const readQuestions = (
  drafts: readonly QuestionDraft[],
  eventIds: readonly string[],
): Statement => ({
  name: 'hallway_read_questions',
  text: `
    select q.id, q.event_id, q.author_id, q.content, q.state, q.votes, q.created_at,
      u."name" as author_name, u."image" as author_image
    from (
      select * from question where id = any($1::text[])
      union
      select * from question where event_id = any($2::text[]) and state = 'on-stage'
    ) q left join "user" u on u."id" = q.author_id`,
  values: [[...new Set(drafts.map(({ questionId }) => questionId))], eventIds],
});

const readVoted = (drafts: readonly QuestionDraft[]): Statement => ({
  name: 'hallway_read_question_votes',
  text: `
    with asked as (
      select distinct * from json_to_recordset($1::json) as a (question_id text, user_id text)
      -- Tells the planner how few they are: it takes a function for 100 rows, and reads whole tables.
      limit $2::int
    )
    select v.question_id, v.user_id
    from asked a join question_vote v using (question_id, user_id) where v.is_on`,
  values: [
    JSON.stringify(
      drafts.map(({ questionId, actorId }) => ({ question_id: questionId, user_id: actorId })),
    ),
    drafts.length,
  ],
});

/** Only where somebody asks: there are at most some hundred rows an event. */
const readOpen = (drafts: readonly QuestionDraft[]): Statement => ({
  name: 'hallway_read_open_questions',
  text: `
    select event_id, author_id, count(*)::int as open from question
    where event_id = any($1::text[]) and state in ('pending', 'approved', 'on-stage')
    group by event_id, author_id`,
  values: [
    [...new Set(drafts.filter(({ kind }) => kind === 'ask-question').map((each) => each.eventId))],
  ],
});

const readTold = (eventIds: readonly string[]): Statement => ({
  name: 'hallway_read_question_lists',
  text: `
    select event_id, floor(extract(epoch from told_at) * 1000)::float8 as told_ms
    from question_list where event_id = any($1::text[])`,
  values: [eventIds],
});

interface QuestionRow {
  readonly id: string;
  readonly event_id: string;
  readonly author_id: string;
  readonly author_name: string | null;
  readonly author_image: string | null;
  readonly content: string;
  readonly state: QuestionState;
  readonly votes: number;
  readonly created_at: Date;
}

type VotedRow = { readonly question_id: string; readonly user_id: string };
type OpenRow = { readonly event_id: string; readonly author_id: string; readonly open: number };
type ToldRow = { readonly event_id: string; readonly told_ms: number };

/** The facts with what {@link readQuestionsStatements} were answered. */
export function withQuestions(
  drafts: readonly Draft[],
  facts: readonly KnownFacts[],
  [questionRows, votedRows, openRows, toldRows]: readonly (readonly unknown[])[],
): readonly KnownFacts[] {
  if (questionRows === undefined) return facts;
  const rows = questionRows as readonly QuestionRow[];
  const voted = new Set((votedRows as readonly VotedRow[]).map((row) => keyOf(row)));
  const open = Map.groupBy(openRows as readonly OpenRow[], (row) => row.event_id);
  const told = new Map((toldRows as readonly ToldRow[]).map((row) => [row.event_id, row.told_ms]));
  return facts.map((known, index) => {
    const draft = drafts[index];
    if (draft === undefined || !isOfQuestion(draft)) return known;
    const { eventId, questionId, actorId } = draft;
    const ofEvent = rows.filter((row) => row.event_id === eventId);
    const counts = open.get(eventId) ?? [];
    const toldMs = told.get(eventId);
    const questioned = {
      question: toStored(ofEvent.find(({ id }) => id === questionId)),
      onStage: toStored(ofEvent.find(({ state }) => state === 'on-stage')),
      hasVoted: voted.has(keyOf({ question_id: questionId, user_id: actorId })),
      open: counts.reduce((sum, row) => sum + row.open, 0),
      ownOpen: counts.find((row) => row.author_id === actorId)?.open ?? 0,
      toldAt: toldMs === undefined ? null : new Date(toldMs),
    };
    return { ...known, questioned };
  });
}

function toStored(row: QuestionRow | undefined): StoredQuestion | null {
  if (row === undefined) return null;
  const { id, content, state, votes, created_at: askedAt } = row;
  const author = toReactor(row.author_id, row.author_name, row.author_image);
  return { id, content, state, votes, askedAt, ...author };
}

/** Ids hold no blank, so the parts can't run together. */
const keyOf = ({ question_id, user_id }: VotedRow): string => `${question_id} ${user_id}`;
