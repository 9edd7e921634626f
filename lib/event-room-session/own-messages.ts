import { refusal } from '../../protocol/errors.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import { fail, ok } from '../../protocol/result.ts';
import type { Result } from '../../protocol/result.ts';
import { Caption, MessageText } from '../../protocol/wire.ts';
import type { SaidWith } from '../event-room.ts';
import type { OutboxEntry } from '../storage/outbox-store.ts';
import type { Outbox } from './outbox.ts';
import type { RoomContext } from './room-context.ts';

/** More waiting messages than these are no conversation. */
const UNSENT_MAX = 100;

export interface OwnMessages {
  /**
   * Shows the message at once as pending, keeps it on the device and sends it when it is its turn;
   * without a connection it waits for one, also through a restart of the app, and for its files. Refused, with a
   * sentence for the person, is only text that can't be sent.
   */
  readonly send: (
    content: string,
    said?: SaidWith,
  ) => Result<{ clientMessageId: string }, ProtocolError>;
  /** Sends a failed message again under its id. */
  readonly retry: (clientMessageId: string) => void;
  /** Takes a failed or waiting message off the timeline. */
  readonly discard: (clientMessageId: string) => void;
}

const tooManyWaiting = (): ProtocolError =>
  refusal('overloaded', 'Many of your messages are still waiting to be sent. Give them a moment.');

/** What is beside the words, as far as there is any. */
const givenOf = ({ replyTo, mentions = [], files = [] }: SaidWith): Partial<OutboxEntry> => ({
  ...(replyTo !== undefined && { replyTo }),
  ...(mentions.length > 0 && { mentions: [...mentions] }),
  ...(files.length > 0 && { files: [...files] }),
});

export const createOwnMessages = (
  { room, eventId, newId, now, uploads }: RoomContext,
  { add, retry, discard }: Outbox,
): OwnMessages => ({
  send(text, { replyTo, mentions, files = [] } = {}) {
    const content = (files.length > 0 ? Caption : MessageText).safeParse(text);
    if (!content.success) {
      const [issue] = content.error.issues;
      return fail(refusal('invalid', issue?.message ?? "This message can't be sent."));
    }
    if (room().own.length >= UNSENT_MAX) return fail(tooManyWaiting());
    const clientMessageId = newId();
    const keys = files.map(({ key }) => key);
    uploads.hold(keys, clientMessageId);
    add({
      clientMessageId,
      eventId,
      content: content.data,
      ...givenOf({ replyTo, mentions, files }),
      createdAt: now().toISOString(),
      attempts: 0,
      error: null,
    });
    return ok({ clientMessageId });
  },
  retry,
  discard,
});
