import { fail, ok, type Result } from '../protocol/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import type { Person } from './log.ts';
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
export async function editMessage(
  deps: ChangeMessageDeps,
  { id: actorId }: Person,
  { eventId, messageId, content }: Payload<'edit-message'>,
): Promise<Result<AnswerValue<'edit-message'>, ProtocolError>> {
  const exceeded = await deps.budget.take(actorId);
  if (exceeded !== null) return fail(tooFast('You are changing messages too fast.', exceeded));
  const id = deps.newId();
  const draft = { kind: 'message-edited', eventId, actorId, messageId, content, id } as const;
  const appended = await deps.log.append(draft);
  return appended.ok ? ok({ eventId, messageId, ...placeOf(appended.value) }) : appended;
}

/**
 * Takes a message's text away: out of the log, the history and its earlier versions. Its place stays.
 *
 * Safe to repeat. Refuses with `rate-limited`, and as `decideDelete` does.
 */
export async function deleteMessage(
  deps: ChangeMessageDeps,
  { id: actorId }: Person,
  { eventId, messageId }: Payload<'delete-message'>,
): Promise<Result<AnswerValue<'delete-message'>, ProtocolError>> {
  const exceeded = await deps.budget.take(actorId);
  if (exceeded !== null) return fail(tooFast('You are changing messages too fast.', exceeded));
  const id = deps.newId();
  const appended = await deps.log.append({
    kind: 'message-deleted',
    eventId,
    actorId,
    messageId,
    id,
  });
  return appended.ok ? ok({ eventId, messageId, ...placeOf(appended.value) }) : appended;
}

type Appended = Extract<Awaited<ReturnType<EventLog['append']>>, { ok: true }>['value'];

const placeOf = (appended: Appended): { readonly seq?: number } =>
  appended.type === 'unchanged' ? {} : { seq: appended.entry.seq };
