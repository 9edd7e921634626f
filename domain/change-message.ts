import { ok, type Result } from '../protocol/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import { appendChange, type ChangeDeps } from './append-change.ts';
import type { MessageDeletedDraft, MessageEditedDraft, Person } from './log.ts';

/**
 * Gives a message another text, in the log's order. What it was before is kept for moderators.
 *
 * Safe to repeat: the text that it has already changes nothing.
 * Refuses with `rate-limited`, and as `decideEdit` does.
 */
export const editMessage = (
  deps: ChangeDeps,
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
  deps: ChangeDeps,
  { id: actorId }: Person,
  asked: Payload<'delete-message'>,
): Promise<Result<AnswerValue<'delete-message'>, ProtocolError>> =>
  change(deps, { kind: 'message-deleted', actorId, ...asked });

async function change(
  deps: ChangeDeps,
  draft: MessageEditedDraft | MessageDeletedDraft,
): Promise<Result<AnswerValue<'edit-message'>, ProtocolError>> {
  const appended = await appendChange(deps, draft, 'You are changing messages too fast.');
  if (!appended.ok) return appended;
  const { eventId, messageId } = draft;
  return ok({ eventId, messageId, ...appended.value });
}
