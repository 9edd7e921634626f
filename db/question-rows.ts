import { z } from 'zod';

import type { Placed } from '../domain/placed.ts';
import type { QuestionEntry, QuestionVotesEntry } from '../domain/question-log.ts';
import { QuestionState, QuestionVotes } from '../protocol/wire.ts';

const QuestionBody = z.object({
  state: QuestionState,
  isPublic: z.boolean(),
  asked: z
    .object({
      content: z.string(),
      userId: z.string(),
      userName: z.string(),
      userImage: z.string().optional(),
      askedAt: z.coerce.date(),
    })
    .optional(),
  answeredId: z.string().optional(),
});

const QuestionVotesBody = z.object({ votes: z.array(QuestionVotes) });

/** Its place is read beside it, as of every entry. */
type Unplaced<Entry> = Omit<Entry, keyof Placed | 'id'>;

/** Reads a stored entry of a question. @throws {z.ZodError} where it does not have that shape: a fault of ours. */
export function toQuestionEntry(row: {
  readonly target_id: string | null;
  readonly body: unknown;
}): Unplaced<QuestionEntry> {
  const { state, isPublic, asked, answeredId } = QuestionBody.parse(row.body);
  return {
    kind: 'question',
    questionId: row.target_id ?? '',
    state,
    isPublic,
    ...(asked !== undefined && { asked: toAskedWords(asked) }),
    ...(answeredId !== undefined && { answeredId }),
  };
}

const toAskedWords = ({
  userImage,
  ...asked
}: NonNullable<z.output<typeof QuestionBody>['asked']>): NonNullable<QuestionEntry['asked']> =>
  userImage === undefined ? asked : { ...asked, userImage };

/** Reads what a stored entry says of votes. @throws {z.ZodError} as {@link toQuestionEntry}. */
export const toQuestionVotesEntry = (body: unknown): Unplaced<QuestionVotesEntry> => ({
  kind: 'question-votes',
  ...QuestionVotesBody.parse(body),
});
