import { z } from 'zod';

import { NextQuestionState, QuestionText } from './question-shapes.ts';
import { Id } from './shapes.ts';

/** `POST /api/events/:eventId/questions`. */
export const NewQuestion = z.strictObject({
  content: QuestionText,
  clientQuestionId: Id.optional(),
});
export type NewQuestion = z.output<typeof NewQuestion>;

/** `PUT /api/events/:eventId/questions/:questionId/vote`. */
export const QuestionVoteChange = z.strictObject({ on: z.boolean('`on` is true or false.') });
export type QuestionVoteChange = z.output<typeof QuestionVoteChange>;

/** `PUT /api/events/:eventId/questions/:questionId/state`. */
export const QuestionStateChange = z.strictObject({ state: NextQuestionState });
export type QuestionStateChange = z.output<typeof QuestionStateChange>;
