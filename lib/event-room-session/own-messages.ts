import { refusal } from '../../protocol/errors.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { MessageText } from '../../protocol/wire.ts';
import type { ReplyTo } from '../../protocol/wire.ts';
import type { Outbox } from './outbox.ts';
import type { RoomContext } from './room-context.ts';

/** More waiting messages than these are no conversation. */
const UNSENT_MAX = 100;

export interface OwnMessages {
  /**
   * Shows the message at once as pending, keeps it on the device and sends it when it is its turn;
   * without a connection it waits for one, also through a restart of the app. Refused, with a sentence for the person, is only text that can't be sent.
   * @param replyTo The message that it answers.
   */
  readonly send: (
    content: string,
    replyTo?: ReplyTo,
  ) => Result<{ clientMessageId: string }, ProtocolError>;
  /** Sends a failed message again under its id. */
  readonly retry: (clientMessageId: string) => void;
  /** Takes a failed or waiting message off the timeline. */
  readonly discard: (clientMessageId: string) => void;
}

const tooManyWaiting = (): ProtocolError =>
  refusal('overloaded', 'Many of your messages are still waiting to be sent. Give them a moment.');

export const createOwnMessages = (
  { room, eventId, newId, now }: RoomContext,
  { add, retry, discard }: Outbox,
): OwnMessages => ({
  send(text, replyTo) {
    const content = MessageText.safeParse(text);
    if (!content.success) {
      const [issue] = content.error.issues;
      return fail(refusal('invalid', issue?.message ?? "This message can't be sent."));
    }
    if (room().own.length >= UNSENT_MAX) return fail(tooManyWaiting());
    const clientMessageId = newId();
    add({
      clientMessageId,
      eventId,
      content: content.data,
      ...(replyTo !== undefined && { replyTo }),
      createdAt: now().toISOString(),
      attempts: 0,
      error: null,
    });
    return ok({ clientMessageId });
  },
  retry,
  discard,
});
