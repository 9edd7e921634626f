import type { Following } from './following.ts';
import type { Keeping } from './keeping.ts';
import type { RoomContext } from './room-context.ts';
import { createVisits, followConnection } from './visits.ts';
import type { Visits } from './visits.ts';

interface PresenceParts {
  readonly following: Following;
  readonly keeping: Keeping;
  readonly onConnected: () => void;
}

export interface Presence extends Pick<Visits, 'open' | 'isOpen'> {
  readonly dispose: () => void;
}

/**
 * Has the room followed while somebody looks at it and there is a connection. What was kept on the
 * device is shown first: the room is joined from there.
 */
export function createPresence(
  { client, apply }: Pick<RoomContext, 'client' | 'apply'>,
  { following, keeping, onConnected }: PresenceParts,
): Presence {
  let isRestored = false;
  const visits = createVisits(() => isRestored && following.enter(), following.leave);
  const isOpen = () => isRestored && visits.isOpen();

  void keeping.restore().then(() => {
    isRestored = true;
    if (visits.isOpen()) following.enter();
  });
  const unsubscribe = followConnection(client, (isConnected) => {
    if (isConnected) onConnected();
    if (isConnected && isOpen()) return following.enter();
    following.stop();
    if (!isConnected) apply({ type: 'connection-lost' });
  });
  return {
    open: visits.open,
    isOpen,
    dispose() {
      visits.closeAll();
      unsubscribe();
    },
  };
}
