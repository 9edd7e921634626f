import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { useRestClient } from '@/components/providers/rest-context';
import { useSocket } from '@/components/providers/SocketProvider';
import { withParticipation } from '@/lib/participation-change';
import type { ProtocolError } from '@/protocol/errors';
import type { Event, ParticipationAnswer } from '@/protocol/rest';
import type { Result } from '@/protocol/result';
import type { ParticipationStatus } from '@/protocol/wire';

import { changeCachedEvent, queryKeys } from './event-queries';

export interface SetParticipation {
  /**
   * `null` is "does not take part". Shown at once and taken back where the server refuses; only
   * coming to take part is shown when the server has agreed.
   */
  readonly setParticipation: (
    status: ParticipationStatus | null,
  ) => Promise<Result<ParticipationAnswer, ProtocolError>>;
  readonly isSaving: boolean;
}

/** Changes whether the signed-in person takes part in an event. */
export function useSetParticipation(eventId: string): SetParticipation {
  const rest = useRestClient();
  const queries = useQueryClient();
  const { rooms } = useSocket();
  const [isSaving, setSaving] = useState(false);

  const setParticipation: SetParticipation['setParticipation'] = async (status) => {
    setSaving(true);
    await queries.cancelQueries({ queryKey: queryKeys.event(eventId) });
    const before = queries.getQueryData<Event>(queryKeys.event(eventId));
    // Coming to take part opens the chat, which the server must have agreed to first.
    const isEntering = before?.participation === null;
    if (!isEntering) {
      changeCachedEvent(queries, eventId, (event) => withParticipation(event, status));
    }
    const answer = await rest.setParticipation(eventId, status);
    changeCachedEvent(queries, eventId, (event) =>
      answer.ok
        ? { ...withParticipation(event, answer.value.status), ...countsOf(answer.value) }
        : (before ?? event),
    );
    setSaving(false);
    if (answer.ok && status !== null) rooms.rejoin(eventId);
    void rooms.unread.refresh();
    void queries.invalidateQueries({ queryKey: queryKeys.event(eventId) });
    void queries.invalidateQueries({ queryKey: queryKeys.eventLists });
    void queries.invalidateQueries({ queryKey: queryKeys.participants(eventId) });
    return answer;
  };
  return { setParticipation, isSaving };
}

const countsOf = ({ attendingCount, interestedCount }: ParticipationAnswer) => ({
  attendingCount,
  interestedCount,
});
