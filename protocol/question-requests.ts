import { z } from 'zod';

import { InEvent } from './asked-of.ts';
import { NextQuestionState, QuestionList, QuestionState, QuestionText } from './question-shapes.ts';
import { Id, Seq } from './shapes.ts';

const OfQuestion = InEvent.extend({ questionId: Id });
const QuestionAnswer = z.object({
  eventId: z.string(),
  questionId: z.string(),
  seq: Seq.optional(),
});

/** Client → server: what may be asked about the questions of an event. */
export const questionRequests = {
  'ask-question': {
    description:
      'Put a question on the list of the event, where one may write. It waits for who moderates, unless the event approves at once; at most 5 of one person are open. Acknowledged when it is stored. The room need not be joined.',
    payload: InEvent.extend({
      content: QuestionText,
      /** Chosen by who asks: a repeat with the same id is one question, for ever. */
      clientQuestionId: Id.optional(),
    }),
    answer: z.object({
      eventId: z.string(),
      questionId: z.string(),
      /** As it was stored. */
      state: QuestionState,
      seq: Seq,
    }),
  },
  'vote-question': {
    description:
      'Say that one wants a question answered, or no longer with `on: false`, while it is approved or on stage. Acknowledged when it is stored, which in a crowd takes about half a second; requests behind it do not wait. Safe to repeat.',
    payload: OfQuestion.extend({ on: z.boolean('`on` is true or false.') }),
    /** `seq`: from where in the log the sum has it; left out where it was so already. */
    answer: QuestionAnswer,
  },
  'set-question-state': {
    description:
      'Approve a question, put it on stage (which answers the one that was there), have it answered or dismissed, where one moderates; one may dismiss one’s own. What is dismissed is so for good. Safe to repeat.',
    payload: OfQuestion.extend({ state: NextQuestionState }),
    answer: QuestionAnswer,
  },
  'list-questions': {
    description:
      'The questions of an event: those that everybody sees, one’s own that wait, and for who moderates all that wait. What comes later is told as notices to who has joined the room.',
    payload: InEvent,
    answer: QuestionList,
  },
} as const;
