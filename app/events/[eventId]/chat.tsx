import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { EventScreen } from '@/components/events/EventScreen';

/** An event's chat; on a wide screen beside its details. */
export default function EventChatScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return <EventScreen eventId={eventId} part="chat" />;
}
