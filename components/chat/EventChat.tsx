import { type ReactElement, useMemo } from 'react';
import { View } from 'react-native';

import { TakePart } from '@/components/events/TakePart';
import { useRoomRefusal } from '@/hooks/useEventRoom';
import { CHANGE_MINUTES_DEFAULT, type Event } from '@/protocol/rest';

import { ChatGate } from './ChatGate';
import type { Changer } from './may-change';
import { OpenChat } from './OpenChat';
import type { Author } from './timeline-messages';

interface EventChatProps {
  readonly event: Event;
  readonly oneself: Author;
}

const INVITATION =
  'Everybody who takes part can read and write here. Choose Attending or Interested to join in.';

/** The chat of an event, or how to come to take part in it. */
export function EventChat({ event, oneself }: EventChatProps): ReactElement {
  const role = event.participation?.role;
  const refusal = useRoomRefusal(event.id);
  const { changeMinutes = CHANGE_MINUTES_DEFAULT } = event;
  const changer = useMemo<Changer>(
    () => ({ userId: oneself.id, role: role ?? 'participant', changeMinutes }),
    [oneself.id, role, changeMinutes],
  );
  if (role !== undefined)
    return <OpenChat eventId={event.id} oneself={oneself} changer={changer} />;
  return (
    <ChatGate text={refusal ?? INVITATION}>
      <View style={{ width: '100%', maxWidth: 360 }}>
        <TakePart event={event} />
      </View>
    </ChatGate>
  );
}
