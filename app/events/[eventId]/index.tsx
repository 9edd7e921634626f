import { useLocalSearchParams } from 'expo-router';
import type { ReactElement } from 'react';

import { EventScreen } from '@/components/events/EventScreen';

/** An event: what it is and who comes; on a wide screen with its chat. */
export default function EventDetailsScreen(): ReactElement {
  const { eventId } = useLocalSearchParams<{ eventId: string }>();
  return <EventScreen eventId={eventId} part="details" />;
}
