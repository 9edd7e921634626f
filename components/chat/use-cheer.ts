import { useCallback } from 'react';

import { useSocket } from '@/components/providers/SocketProvider';
import type { Cheer } from '@/protocol/wire';

/** Gives the room an emoji that floats by, and says why where that is refused. */
export function useCheer(eventId: string, say: (words: string) => void): (emoji: Cheer) => void {
  const { client } = useSocket();
  return useCallback(
    (emoji) =>
      void client.request('cheer', { eventId, emoji }).then((answer) => {
        if (!answer.ok) say(answer.error.message);
      }),
    [client, eventId, say],
  );
}
