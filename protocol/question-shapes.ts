import { z } from 'zod';

import { line } from './text.ts';

/** Longest question, in code points: what is read from the back of a hall. */
export const QUESTION_MAX_CHARS = 300;

/** Questions of one event that are neither answered nor dismissed, and those of one person: more nobody looks through. */
export const QUESTIONS_OPEN_MAX = 500;
export const QUESTIONS_OWN_MAX = 5;

/** Answered questions that a list has: the last ones. */
export const QUESTIONS_ANSWERED_MAX = 100;

export const QuestionText = line({
  name: 'A question',
  minChars: 1,
  maxChars: QUESTION_MAX_CHARS,
});

/**
 * `pending`: seen by its author and by who moderates; `approved`, `on-stage`, `answered`: by everybody; `dismissed`: gone
 * for good, with its words.
 */
export const QuestionState = z.enum(['pending', 'approved', 'on-stage', 'answered', 'dismissed']);
export type QuestionState = z.output<typeof QuestionState>;

/** What a question may be made: none waits again. */
export const NextQuestionState = z.enum(
  ['approved', 'on-stage', 'answered', 'dismissed'],
  '`state` is approved, on-stage, answered or dismissed.',
);
export type NextQuestionState = z.output<typeof NextQuestionState>;

const Seq = z.int().nonnegative();

/** The words of a question, and whose they are. */
export const AskedQuestion = z.object({
  content: z.string(),
  userId: z.string(),
  userName: z.string(),
  userImage: z.string().optional(),
  /** ISO 8601, UTC. */
  askedAt: z.string(),
});
export type AskedQuestion = z.output<typeof AskedQuestion>;

/** A question as somebody sees it. */
export const Question = AskedQuestion.extend({
  questionId: z.string(),
  state: QuestionState,
  /** The entry that it has its state from: of two the later one counts. */
  seq: Seq,
  /** How many people want it answered. */
  votes: z.int().nonnegative(),
  /** Whether the reader is among them. */
  own: z.literal(true).optional(),
});
export type Question = z.output<typeof Question>;

/** How many want one question answered, from some place of the log on. */
export const QuestionVotes = z.object({
  questionId: z.string(),
  votes: z.int().nonnegative(),
});
export type QuestionVotes = z.output<typeof QuestionVotes>;

/** The questions of an event that one may see, at one place of its log. */
export const QuestionList = z.object({
  eventId: z.string(),
  /** The log's head in the snapshot that the list was read from: nothing later is in it. */
  seq: Seq,
  epoch: z.string(),
  /** Whether what is asked is seen by everybody at once. */
  approvesQuestions: z.boolean(),
  /** Whether one may approve, dismiss and put on stage. */
  isModerating: z.boolean(),
  /** In the order in which they were asked; all that are open, and the last 100 that were answered. */
  questions: z.array(Question),
});
export type QuestionList = z.output<typeof QuestionList>;
