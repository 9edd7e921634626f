import { refusal } from '../../protocol/errors.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { MessageText } from '../../protocol/wire.ts';
import type { RoomContext } from './room-context.ts';

/** Waiting messages live in memory; more than these is not a conversation. */
const UNSENT_MAX = 100;

export interface OwnMessages {
  /**
   * Shows the message at once as pending and sends it when it is its turn; without a connection
   * it waits for one. Refused, with a sentence for the person, is only text that can't be sent.
   */
  readonly send: (content: string) => Result<{ clientMessageId: string }, ProtocolError>;
  /** Sends a failed message again under its id. */
  readonly retry: (clientMessageId: string) => void;
  /** Takes a failed or waiting message off the timeline. */
  readonly discard: (clientMessageId: string) => void;
}

const tooManyWaiting = (): ProtocolError =>
  refusal('overloaded', 'Many of your messages are still waiting to be sent. Give them a moment.');

export const createOwnMessages = (
  { room, apply, newId, now }: RoomContext,
  pump: () => void,
): OwnMessages => ({
  send(text) {
    const content = MessageText.safeParse(text);
    if (!content.success) {
      const [issue] = content.error.issues;
      return fail(refusal('invalid', issue?.message ?? "This message can't be sent."));
    }
    if (room().own.length >= UNSENT_MAX) return fail(tooManyWaiting());
    const clientMessageId = newId();
    const createdAt = now().toISOString();
    apply({ type: 'send-started', clientMessageId, content: content.data, createdAt });
    pump();
    return ok({ clientMessageId });
  },
  retry(clientMessageId) {
    apply({ type: 'send-retried', clientMessageId });
    pump();
  },
  discard: (clientMessageId) => apply({ type: 'send-discarded', clientMessageId }),
});
