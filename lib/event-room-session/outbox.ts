import { createPause, repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';

/** With the waits between them about a minute; then the person decides. */
const ATTEMPTS_MAX = 6;

/**
 * Sends one's own messages, one at a time, in the order in which they were written. A repeat
 * has the same id, so that it can't post twice. Attempts that found no connection don't count:
 * those messages wait for the next one.
 */
export interface Outbox {
  /** There may be something to send now. */
  readonly pump: () => void;
  readonly stop: () => void;
}

export function createOutbox(context: RoomContext): Outbox {
  const pause = createPause();
  let isPumping = false;
  let isStopped = false;

  const canSend = () => context.isConnected() && !isStopped;
  const nextToSend = () => context.room().own.find(({ progress }) => progress.kind === 'pending');

  /** Sends one message until it is stored or refused, or there is no connection. */
  const deliver = async (clientMessageId: string, content: string): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await context.client.sendMessage(context.eventId, content, clientMessageId);
      if (answer.ok) {
        const message = answer.value;
        return context.apply({ type: 'send-acknowledged', clientMessageId, message });
      }
      if (!canSend()) return;
      const { error } = answer;
      if (!error.retryable || attempt >= ATTEMPTS_MAX) {
        return context.apply({ type: 'send-failed', clientMessageId, error });
      }
      await pause.wait(repeatAfterMs(attempt, error.retryAfterMs));
      if (nextToSend()?.clientMessageId !== clientMessageId || !canSend()) return;
    }
  };
  const run = async (): Promise<void> => {
    for (let next = nextToSend(); next && canSend(); next = nextToSend()) {
      await deliver(next.clientMessageId, next.content);
    }
  };
  const pump = (): void => {
    if (isPumping || isStopped) return;
    isPumping = true;
    void run().finally(() => {
      isPumping = false;
      if (nextToSend() && canSend()) pump();
    });
  };
  return {
    pump,
    stop() {
      isStopped = true;
      pause.wake();
    },
  };
}
