import Check from 'lucide-react-native/icons/check';
import Crown from 'lucide-react-native/icons/crown';
import Star from 'lucide-react-native/icons/star';
import type { ReactElement } from 'react';

import { Pill } from '@/components/ui/Pill';
import type { Event } from '@/protocol/rest';

/** How one takes part in an event oneself; nothing where one does not. */
export function StatusPill({ participation }: Pick<Event, 'participation'>): ReactElement | null {
  if (participation === null) return null;
  if (participation.role === 'organiser') {
    return <Pill label="You organise" tone="accent" icon={Crown} />;
  }
  return participation.status === 'attending' ? (
    <Pill label="You attend" tone="accent" icon={Check} />
  ) : (
    <Pill label="Interested" tone="spot" icon={Star} />
  );
}
