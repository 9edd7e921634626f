import type { Kysely } from 'kysely';

import { readQuestion } from '../../db/question-list.ts';
import type { Database } from '../../db/schema.ts';
import type { QuestionEntry } from '../../domain/question-log.ts';
import { may } from '../../domain/rights.ts';
import type { Log } from '../../lib/server/log.ts';
import type { Room } from './room.ts';

interface HiddenQuestionsOptions {
  readonly db: Kysely<Database>;
  readonly log: Log;
  readonly room: () => Pick<Room, 'hasOwnClients' | 'tell'>;
}

/**
 * Tells the author of a question that waits, or waited, and those who moderate, as far as they are in the room. Its
 * words are not in the log, so that no mistake in who is sent what can show them to others; they are read as they are
 * now. What could not be told is in the list that a client asks for when it comes back.
 */
export function createHiddenQuestions({ db, log, room }: HiddenQuestionsOptions) {
  const tell = async ({ eventId, questionId }: QuestionEntry): Promise<void> => {
    const question = await readQuestion(db, { eventId, questionId });
    if (question === null) return;
    const audience = {
      kinds: ['v1'],
      only: ({ socket, standing }) =>
        socket.data.user.id === question.userId || may(standing, 'moderate-questions'),
    } as const satisfies Parameters<Room['tell']>[0];
    room().tell(audience, 'question-waiting', { eventId, question });
  };
  return (entry: QuestionEntry): void => {
    if (!room().hasOwnClients) return;
    void tell(entry).catch((error: unknown) => {
      const { eventId, questionId } = entry;
      log.warn({ error, eventId, questionId }, 'A question that waits could not be told');
    });
  };
}
