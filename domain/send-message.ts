import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import type { Person } from './log.ts';
import { toEventMessage } from './messages.ts';
import type { Budget, EventLog, NewId } from './ports.ts';
import { tooFast } from './refusals.ts';

export interface SendMessageDeps {
  readonly log: EventLog;
  readonly budget: Budget;
  readonly newId: NewId;
}

/**
 * Puts a message into an event's log. Whoever appends is told after the commit,
 * so nobody sees a message that a rollback takes away.
 *
 * Safe to repeat: two calls of one sender with the same `clientMessageId` store
 * one message and return it both times, the second marked `duplicate`.
 *
 * Refuses with `rate-limited` (`retryAfterMs` is set), and as `decide` does.
 */
export async function sendMessage(
  deps: SendMessageDeps,
  sender: Person,
  { eventId, content, clientMessageId, replyTo }: Payload<'send-message'>,
): Promise<Result<AnswerValue<'send-message'>, ProtocolError>> {
  const exceeded = await deps.budget.take(sender.id);
  if (exceeded !== null) return fail(tooFast('You are sending messages too fast.', exceeded));
  const appended = await deps.log.append({
    kind: 'message',
    eventId,
    id: deps.newId(),
    author: sender,
    content,
    ...(clientMessageId !== undefined && { clientMessageId }),
    ...(replyTo !== undefined && { replyTo }),
  });
  if (!appended.ok) return appended;
  return appended.value.type !== 'unchanged' && appended.value.entry.kind === 'message'
    ? ok({
        ...toEventMessage(appended.value.entry),
        ...(appended.value.type === 'duplicate' && { duplicate: true }),
      })
    : fail(refusal('internal', 'The message was not stored. Please try again.'));
}
