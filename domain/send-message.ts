import { fail, ok, type Result } from '../protocol/result.ts';
import { refusal, type ProtocolError } from '../protocol/errors.ts';
import type { AnswerValue, Payload } from '../protocol/wire.ts';
import type { MessageDraft, Person } from './log.ts';
import { notMentioned } from './mentions.ts';
import { toEventMessage } from './messages.ts';
import type { PollDraft } from './poll-log.ts';
import type { Appended, Budget, EventLog, NewId } from './ports.ts';
import { tooFast } from './refusals.ts';

export interface SendMessageDeps {
  readonly log: EventLog;
  readonly budget: Budget;
  readonly newId: NewId;
}

/** What a message has that nobody sends by itself. */
interface SaidWith {
  readonly id?: string;
  readonly poll?: PollDraft;
}

/**
 * Puts a message into an event's log. Whoever appends is told after the commit,
 * so nobody sees a message that a rollback takes away.
 *
 * Safe to repeat: two calls of one sender with the same `clientMessageId` store
 * one message and return it both times, the second marked `duplicate`.
 *
 * Who is to be mentioned and does not take part is in `notMentioned`, and the message is
 * stored all the same.
 *
 * Refuses with `rate-limited` (`retryAfterMs` is set), and as `decide` does.
 */
export async function sendMessage(
  deps: SendMessageDeps,
  sender: Person,
  { eventId, content, clientMessageId, replyTo, mentions, attachments }: Payload<'send-message'>,
  { id = deps.newId(), poll }: SaidWith = {},
): Promise<Result<AnswerValue<'send-message'>, ProtocolError>> {
  const exceeded = await deps.budget.take(sender.id);
  if (exceeded !== null) return fail(tooFast('You are sending messages too fast.', exceeded));
  const appended = await deps.log.append({
    kind: 'message',
    eventId,
    id,
    author: sender,
    content,
    ...given({ clientMessageId, replyTo, poll }),
    ...(mentions !== undefined && mentions.length > 0 && { mentions }),
    ...(attachments !== undefined && attachments.length > 0 && { attachments }),
  });
  return appended.ok ? answerTo(appended.value, mentions) : appended;
}

type Optional = Pick<MessageDraft, 'clientMessageId' | 'replyTo' | 'poll'>;

/** A draft lacks what was not given. */
const given = (fields: {
  readonly [Name in keyof Optional]: Optional[Name] | undefined;
}): Optional =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function answerTo(
  appended: Appended,
  mentions: Payload<'send-message'>['mentions'],
): Result<AnswerValue<'send-message'>, ProtocolError> {
  if (appended.type === 'unchanged' || appended.entry.kind !== 'message')
    return fail(refusal('internal', 'The message was not stored. Please try again.'));
  const { type, entry } = appended;
  const left = notMentioned(mentions, entry);
  return ok({
    ...toEventMessage(entry),
    ...(left.length > 0 && { notMentioned: [...left] }),
    ...(type === 'duplicate' && { duplicate: true }),
  });
}
