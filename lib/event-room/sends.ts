import { discardSend, failSend, retrySend, startSend } from './own-messages.ts';
import type { SendInput } from './own-types.ts';
import type { EventRoom } from './room-types.ts';
import { acknowledge } from './standing.ts';

/** The room after something became of one's own message. */
export function followSend(room: EventRoom, input: SendInput): EventRoom {
  switch (input.type) {
    case 'send-started':
      return startSend(room, input);
    case 'send-acknowledged':
      return acknowledge(room, input.clientMessageId, input.message);
    case 'send-failed':
      return failSend(room, input.clientMessageId, input.error);
    case 'send-retried':
      return retrySend(room, input);
    case 'send-discarded':
      return discardSend(room, input.clientMessageId);
  }
}
