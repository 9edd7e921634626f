import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Heading } from '@/components/ui/Copy';
import { space } from '@/components/ui/tokens';
import { useEvents } from '@/hooks/useEvents';

import { Cover } from './Cover';
import { EventCard } from './EventCard';

const SHOWN_MAX = 3;

/** The next few events, for people who only look in. Nothing where there are none. */
export function ComingUp(): ReactElement {
  const { events } = useEvents('upcoming');
  return (
    <View style={{ gap: space.sm }}>
      <Cover eventId="hallway" imageUrl={null} height={events.length === 0 ? 420 : 168} />
      {events.length > 0 && (
        <Heading level={2} style={{ paddingTop: space.sm }}>
          Coming up
        </Heading>
      )}
      {events.slice(0, SHOWN_MAX).map((event) => (
        <EventCard key={event.id} event={event} />
      ))}
    </View>
  );
}
