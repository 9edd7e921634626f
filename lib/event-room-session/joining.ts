import { placeOf } from '../event-room.ts';
import { createPause, repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';

/** Keeps the room joined for as long as it is open and there is a connection. */
export interface Joining {
  /** Joins now, from the last place that was read; a join under way is forgotten. */
  readonly join: () => void;
  /** Leaves the room and forgets a join under way. */
  readonly leave: () => void;
}

export function createJoining(context: RoomContext): Joining {
  const pause = createPause();
  // Late answers of an earlier connection must not speak for this one.
  let current = 0;

  const run = async (mine: number): Promise<void> => {
    const isMine = () => mine === current && context.isOpen() && context.isConnected();
    for (let failures = 1; isMine(); failures += 1) {
      const answer = await context.client.joinEventRoom(
        context.eventId,
        placeOf(context.room()) ?? undefined,
      );
      if (!isMine()) return;
      if (answer.ok) {
        const at = context.now().getTime();
        return context.apply({ type: 'joined', answer: answer.value, at });
      }
      if (!answer.error.retryable) return context.apply({ type: 'refused', error: answer.error });
      await pause.wait(repeatAfterMs(failures, answer.error.retryAfterMs));
    }
  };

  const stop = (): void => {
    current += 1;
    pause.wake();
  };
  return {
    join() {
      stop();
      context.apply({ type: 'join-started' });
      void run(current);
    },
    leave() {
      stop();
      // Also where the answer to the join is still under way: the server takes both in order.
      if (context.isConnected()) void context.client.leaveEventRoom(context.eventId);
      context.apply({ type: 'connection-lost' });
    },
  };
}
