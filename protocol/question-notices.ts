import { z } from 'zod';

import { AskedQuestion, Question, QuestionState, QuestionVotes } from './question-shapes.ts';
import { Placed, Seq } from './shapes.ts';

/** Server → client: what is told about questions. */
export const questionNotices = {
  'question-changed': {
    description:
      'A question has another state from this place of the log on. Its words come with the first notice of it that everybody gets; dismissed, it has none any more. Of a question that one does not know nothing need be done.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      questionId: z.string(),
      state: QuestionState,
      asked: AskedQuestion.optional(),
      /** The question that was on stage before, and is answered from here on. */
      answeredId: z.string().optional(),
      ...Placed,
    }),
  },
  'question-votes': {
    description:
      'So many want these questions answered from this place of the log on: all that have changed, at most two notices a second for all questions of the event. Who they are is not told.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), votes: z.array(QuestionVotes), ...Placed }),
  },
  'question-waiting': {
    description:
      'A question waits to be approved, or was dismissed before it was. Goes to its author and to who moderates, where they have joined the room; it has its words. Of two the one with the later `seq` counts.',
    audience: 'v1',
    payload: z.object({ eventId: z.string(), question: Question }),
  },
  'question-vote-changed': {
    description:
      'One wants a question answered or no longer, as one said on whichever device. Goes to all of one’s devices, whatever rooms they have joined; of two the one with the later `seq` counts.',
    audience: 'v1',
    payload: z.object({
      eventId: z.string(),
      questionId: z.string(),
      on: z.boolean(),
      seq: Seq,
    }),
  },
} as const;
