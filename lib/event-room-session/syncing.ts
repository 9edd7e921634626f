import { needsCatchUp, placeOf } from '../event-room.ts';
import { createPause, repeatAfterMs } from './pause.ts';
import type { RoomContext } from './room-context.ts';

/** Notices overtake each other by little, and a replay is under way for a while. */
const PATIENCE_MS = { min: 200, max: 500 };

export interface Syncing {
  /**
   * The log goes on beyond what was read: asks for what is missing, unless it arrives by itself.
   * Does nothing while it is about to ask already.
   */
  readonly syncSoon: () => void;
  /** Forgets what is under way. */
  readonly stop: () => void;
}

/** Closes gaps in what the room was told, by asking for it again from the last place on. */
export function createSyncing(context: RoomContext, rejoin: () => void): Syncing {
  const pause = createPause();
  let isWatching = false;
  // Late answers from before a stop must not speak for what came after it.
  let current = 0;

  const watch = async (mine: number): Promise<void> => {
    const isMine = () => mine === current && isBehind(context);
    for (let failures = 0; isMine();) {
      const { lastSeq } = context.room();
      await pause.wait(failures === 0 ? patienceMs() : repeatAfterMs(failures));
      if (!isMine()) return;
      // As long as it gets on, what is missing is on its way.
      if (context.room().lastSeq !== lastSeq) failures = 0;
      else if (await sync(context)) failures += 1;
      else return mine === current ? rejoin() : undefined;
    }
  };
  return {
    syncSoon() {
      if (isWatching || !isBehind(context)) return;
      isWatching = true;
      const mine = current;
      void watch(mine).finally(() => {
        if (mine === current) isWatching = false;
      });
    },
    stop() {
      current += 1;
      isWatching = false;
      pause.wake();
    },
  };
}

function isBehind(context: RoomContext): boolean {
  const room = context.room();
  return context.isOpen() && context.isConnected() && room.isJoined && needsCatchUp(room);
}

const patienceMs = (): number =>
  PATIENCE_MS.min + Math.random() * (PATIENCE_MS.max - PATIENCE_MS.min);

/** Asks once; `false` where the server does not know that the room was joined. */
async function sync(context: RoomContext): Promise<boolean> {
  const place = placeOf(context.room());
  if (place === null) return true;
  const answer = await context.client.syncEventRoom(context.eventId, place);
  if (answer.ok) context.apply({ type: 'synced', answer: answer.value });
  return answer.ok || answer.error.retryable;
}
