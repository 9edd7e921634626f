import { fail, ok, type Result } from '../protocol/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import type { MessageDeletedDraft, MessageEditedDraft, Person } from './log.ts';
import type { Budget, EventLog, NewId } from './ports.ts';
import { tooFast } from './refusals.ts';

export interface ChangeMessageDeps {
  readonly log: EventLog;
  readonly budget: Budget;
  readonly newId: NewId;
}

/**
 * Gives a message another text, in the log's order. What it was before is kept for moderators.
 *
 * Safe to repeat: the text that it has already changes nothing.
 * Refuses with `rate-limited`, and as `decideEdit` does.
 */
export const editMessage = (
  deps: ChangeMessageDeps,
  { id: actorId }: Person,
  asked: Payload<'edit-message'>,
): Promise<Result<AnswerValue<'edit-message'>, ProtocolError>> =>
  change(deps, { kind: 'message-edited', actorId, ...asked });

/**
 * Takes a message's text away: out of the log, the history and its earlier versions. Its place stays.
 *
 * Safe to repeat. Refuses with `rate-limited`, and as `decideDelete` does.
 */
export const deleteMessage = (
  deps: ChangeMessageDeps,
  { id: actorId }: Person,
  asked: Payload<'delete-message'>,
): Promise<Result<AnswerValue<'delete-message'>, ProtocolError>> =>
  change(deps, { kind: 'message-deleted', actorId, ...asked });

async function change(
  { log, budget, newId }: ChangeMessageDeps,
  draft: MessageEditedDraft | MessageDeletedDraft,
): Promise<Result<AnswerValue<'edit-message'>, ProtocolError>> {
  const exceeded = await budget.take(draft.actorId);
  if (exceeded !== null) return fail(tooFast('You are changing messages too fast.', exceeded));
  const appended = await log.append({ ...draft, id: newId() });
  if (!appended.ok) return appended;
  const { eventId, messageId } = draft;
  const { value } = appended;
  return ok({ eventId, messageId, ...(value.type !== 'unchanged' && { seq: value.entry.seq }) });
}
