import { createHistory } from './history.ts';
import type { History } from './history.ts';
import { createJoining } from './joining.ts';
import type { RoomContext } from './room-context.ts';
import { createSyncing } from './syncing.ts';

/** Keeps the room's log read as far as it is known to go, while the room is open. */
export interface Following {
  readonly history: Pick<History, 'loadOlder' | 'loadNewer' | 'showAround' | 'loadQuoted'>;
  /** Joins where there is a connection, and reads where the history begins. */
  readonly enter: () => void;
  /** The same, and answers under way don't count any more. */
  readonly enterAnew: () => void;
  readonly leave: () => void;
  /** The connection ended, and with it whatever was under way. */
  readonly stop: () => void;
  /** The room changed: something may be missing. */
  readonly look: () => void;
}

export function createFollowing(context: RoomContext): Following {
  const history = createHistory(context);
  const { loadOlder, loadNewer, showAround, loadQuoted } = history;
  const joining = createJoining(context);
  const syncing = createSyncing(context, joining.join);

  const stop = (): void => {
    history.stop();
    syncing.stop();
  };
  const enter = (): void => {
    syncing.stop();
    if (context.isConnected()) joining.join();
    history.hurry();
  };
  return {
    history: { loadOlder, loadNewer, showAround, loadQuoted },
    stop,
    enter,
    enterAnew() {
      stop();
      enter();
    },
    leave() {
      stop();
      joining.leave();
    },
    look() {
      history.readFirst();
      syncing.syncSoon();
    },
  };
}
