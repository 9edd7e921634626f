import { discardSend, failSend, retrySend, startSend, withFiles } from './own-messages.ts';
import type { SendInput } from './own-types.ts';
import type { EventRoom } from './room-types.ts';
import { acknowledge } from './standing.ts';

/** The room after something became of one's own message. */
export function followSend(room: EventRoom, input: SendInput): EventRoom {
  switch (input.type) {
    case 'send-started':
      return startSend(room, input);
    case 'send-acknowledged':
      return acknowledge(warned(room, input), input.clientMessageId, input.message);
    case 'send-failed':
      return failSend(room, input.clientMessageId, input.error);
    case 'send-retried':
      return retrySend(room, input);
    case 'send-files':
      return withFiles(room, input);
    case 'send-discarded':
      return discardSend(room, input.clientMessageId);
  }
}

const warned = (
  room: EventRoom,
  { clientMessageId, notMentioned: names = [] }: Extract<SendInput, { type: 'send-acknowledged' }>,
): EventRoom => (names.length === 0 ? room : { ...room, notMentioned: { clientMessageId, names } });
