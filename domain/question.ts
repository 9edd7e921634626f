import type { ProtocolError } from '../protocol/errors.ts';
import { fail, ok, type Result } from '../protocol/result.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { Person } from './log.ts';
import { tooFast } from './refusals.ts';

/**
 * Puts a question on an event's list, where it waits to be approved unless the event approves at once.
 *
 * Safe to repeat with the same `clientQuestionId`. Refuses with `rate-limited`, and as `decideAsk` does.
 */
export async function askQuestion(
  { log, budget, newId }: ChangeDeps,
  { id: actorId }: Person,
  { eventId, content, clientQuestionId }: Payload<'ask-question'>,
): Promise<Result<AnswerValue<'ask-question'>, ProtocolError>> {
  const exceeded = await budget.take(actorId);
  if (exceeded !== null) return fail(tooFast('You are asking too fast.', exceeded));
  const id = clientQuestionId === undefined ? newId() : repeatable(actorId, clientQuestionId);
  const draft = { kind: 'ask-question', eventId, actorId, content } as const;
  const appended = await log.append({ ...draft, id, questionId: newId() });
  if (!appended.ok) return appended;
  const entry = appended.value.type === 'unchanged' ? null : appended.value.entry;
  if (entry?.kind !== 'question') throw new Error('a question without its entry');
  const { questionId, state, seq } = entry;
  return ok({ eventId, questionId, state, seq });
}

/** The draft's id is the same for a repeat, and nobody else's: ids hold no colon. */
const repeatable = (actorId: string, clientQuestionId: string): string =>
  `asked:${actorId}:${clientQuestionId}`;

/** Somebody wants a question answered, or no longer: which, only the database says. */
export interface QuestionVoted {
  readonly eventId: string;
  readonly questionId: string;
  readonly userId: string;
}

export interface VoteQuestionDeps extends ChangeDeps {
  /** Tells all devices of somebody that they have said so; may be lost. */
  readonly tell: (voted: QuestionVoted) => void;
}

/**
 * Says that somebody wants a question answered, or no longer. What comes within a moment shares an entry; each is
 * answered after its commit.
 *
 * Safe to repeat. Refuses with `rate-limited`, and as `decideQuestionVote` does.
 */
export async function voteQuestion(
  { tell, ...deps }: VoteQuestionDeps,
  { id: actorId }: Person,
  { eventId, questionId, on }: Payload<'vote-question'>,
): Promise<Result<AnswerValue<'vote-question'>, ProtocolError>> {
  const draft = { kind: 'question-vote', eventId, questionId, actorId, on } as const;
  const appended = await appendChange(deps, draft, 'You are voting too fast.');
  if (!appended.ok) return appended;
  if (appended.value.seq !== undefined) tell({ eventId, questionId, userId: actorId });
  return ok({ eventId, questionId, ...appended.value });
}

/**
 * Approves a question, puts it on stage in place of the one that is there, has it answered or dismissed.
 * Safe to repeat. Refuses with `rate-limited`, and as `decideQuestionState` does.
 */
export async function setQuestionState(
  deps: ChangeDeps,
  { id: actorId }: Person,
  { eventId, questionId, state }: Payload<'set-question-state'>,
): Promise<Result<AnswerValue<'set-question-state'>, ProtocolError>> {
  const draft = { kind: 'question-state', eventId, questionId, actorId, state } as const;
  const appended = await appendChange(deps, draft, 'You are changing questions too fast.');
  return appended.ok ? ok({ eventId, questionId, ...appended.value }) : appended;
}
