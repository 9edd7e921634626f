import type {
  NewQuestion,
  QuestionEntry,
  QuestionVotesEntry,
  StoredQuestionVote,
} from '../domain/question-log.ts';
import type { Statement } from './statements.ts';

/** The questions that a batch has taken on; their entries give them their state. */
export const writeAskedQuestions = (asked: readonly NewQuestion[]): Statement => ({
  name: 'hallway_write_asked_questions',
  text: `
    insert into question (id, event_id, author_id, content, seq, created_at)
    select id, event_id, author_id, content, seq, created_at
    from json_to_recordset($1::json)
      as q (id text, event_id text, author_id text, content text, seq bigint, created_at timestamptz)`,
  values: [
    JSON.stringify(
      asked.map(({ id, eventId, authorId, content, seq, createdAt }) => ({
        id,
        event_id: eventId,
        author_id: authorId,
        content,
        seq,
        created_at: createdAt.toISOString(),
      })),
    ),
  ],
});

/** What an entry of a question writes beside itself: dismissed, nothing that the database answers has its words any more. */
export const writeQuestion = (entry: QuestionEntry): Statement =>
  entry.state === 'dismissed' ? writeDismissal(entry) : writeState(entry);

const writeState = ({
  questionId,
  seq,
  state,
  isPublic,
  answeredId,
}: QuestionEntry): Statement => ({
  name: 'hallway_write_question',
  text: `
    update question set seq = $2,
      state = case when id = $1 then $3 else 'answered' end,
      shown_seq = case when id = $1 and $4 then coalesce(shown_seq, $2) else shown_seq end
    where id = $1 or id = $5`,
  values: [questionId, seq, state, isPublic, answeredId ?? null],
});

const writeDismissal = ({ questionId, eventId, seq }: QuestionEntry): Statement => ({
  name: 'hallway_write_dismissal',
  text: `
    with emptied as (
      update log_entry set body = body - 'asked'
      where event_id = $2 and seq = (select shown_seq from question where id = $1)
    ), unvoted as (
      delete from question_vote where question_id = $1
    )
    update question set seq = $3, state = 'dismissed', content = '', votes = 0 where id = $1`,
  values: [questionId, eventId, seq],
});

/** What questions add up to from an entry on, and when that was told. */
export const writeQuestionSums = ({
  eventId,
  votes,
  createdAt,
}: QuestionVotesEntry): Statement => ({
  name: 'hallway_write_question_sums',
  text: `
    with told as (
      insert into question_list (event_id, told_at) values ($1, $2)
      on conflict (event_id) do update set told_at = excluded.told_at
    )
    update question q set votes = v.votes
    from json_to_recordset($3::json) as v (question_id text, votes int)
    where q.id = v.question_id`,
  values: [
    eventId,
    createdAt.toISOString(),
    JSON.stringify(votes.map((each) => ({ question_id: each.questionId, votes: each.votes }))),
  ],
});

/** Who wants what answered, as each person of a batch has said it last. */
export function writeQuestionVotes(votes: readonly StoredQuestionVote[]): Statement {
  const last = new Map(votes.map((vote) => [`${vote.questionId} ${vote.userId}`, vote]));
  return {
    name: 'hallway_write_question_votes',
    text: `
      insert into question_vote (question_id, user_id, event_id, is_on, seq)
      select question_id, user_id, event_id, is_on, seq
      from json_to_recordset($1::json)
        as v (question_id text, user_id text, event_id text, is_on boolean, seq bigint)
      on conflict (question_id, user_id) do update set is_on = excluded.is_on, seq = excluded.seq`,
    values: [
      JSON.stringify(
        [...last.values()].map(({ questionId, userId, eventId, on, seq }) => ({
          question_id: questionId,
          user_id: userId,
          event_id: eventId,
          is_on: on,
          seq,
        })),
      ),
    ],
  };
}
