import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { useSocket } from '@/components/providers/SocketProvider';

import { changeCachedEvent, queryKeys } from './event-queries';

/** Brings what notices tell into the cached answers of the API. */
export function useLiveQueries(): void {
  const queries = useQueryClient();
  const socket = useSocket();
  const { onAttendeeCounts, onUserJoined, onUserLeft, onEventUpdated, onRoomClosed } = socket;
  const { onParticipantChanged, onAnnouncementChanged, client } = socket;
  useEffect(() => {
    const refetchParticipants = ({ eventId }: { readonly eventId?: string | undefined }): void => {
      if (eventId === undefined) return;
      void queries.invalidateQueries({ queryKey: queryKeys.participants(eventId) });
    };
    const refetchEvent = ({ eventId }: { readonly eventId: string }): void => {
      void queries.invalidateQueries({ queryKey: queryKeys.event(eventId) });
      void queries.invalidateQueries({ queryKey: queryKeys.eventLists });
    };
    const unsubscribes = [
      onAttendeeCounts(({ eventId, attending, interested }) =>
        changeCachedEvent(queries, eventId, (event) => ({
          ...event,
          attendingCount: attending,
          interestedCount: interested,
        })),
      ),
      onUserJoined(refetchParticipants),
      onUserLeft(refetchParticipants),
      onParticipantChanged((notice) => {
        refetchParticipants(notice);
        refetchEvent(notice);
      }),
      onEventUpdated(refetchEvent),
      onAnnouncementChanged(({ eventId }) => {
        void queries.invalidateQueries({ queryKey: queryKeys.announcements(eventId) });
      }),
      onRoomClosed(refetchEvent),
      client.on('visibility-changed', (visibility) =>
        queries.setQueryData(queryKeys.visibility, visibility),
      ),
    ];
    return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
  }, [
    queries,
    onAttendeeCounts,
    onUserJoined,
    onUserLeft,
    onEventUpdated,
    onRoomClosed,
    onParticipantChanged,
    client,
    onAnnouncementChanged,
  ]);
}
