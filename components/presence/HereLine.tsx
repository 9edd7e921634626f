import { type ReactElement, type ReactNode, useState } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { TARGET_MIN_SIZE } from '@/components/ui/tokens';
import { useRoomPresence } from '@/hooks/useEventRoom';

import type { HereProps } from './HereButton';
import { hereLabel, hereWords } from './here-words';
import { PeopleSheet } from './PeopleSheet';

interface HereLineProps extends HereProps {
  /** What else the line says. */
  readonly besides: string;
  /** What it stands under. */
  readonly children: ReactNode;
}

/** The line under a chat's title on a phone: how many are here. A press on either leads to who they are. */
export function HereLine({ eventId, ownUserId, besides, children }: HereLineProps): ReactElement {
  const present = useRoomPresence(eventId);
  const [isOpen, setOpen] = useState(false);
  const words = present === null ? besides : `${hereWords(present.online)} · ${besides}`;
  return (
    <View style={{ minHeight: TARGET_MIN_SIZE, justifyContent: 'center' }}>
      {children}
      <Copy size="tiny" tone="muted" numberOfLines={1}>
        {words}
      </Copy>
      {present !== null && (
        // Over both, as high as a finger needs; the title stays a heading.
        <Pressable
          role="button"
          aria-label={hereLabel(present.online)}
          aria-expanded={isOpen}
          style={{ position: 'absolute', inset: 0 }}
          onPress={() => setOpen(true)}
        />
      )}
      {isOpen && present !== null && (
        <PeopleSheet {...present} ownUserId={ownUserId} onClose={() => setOpen(false)} />
      )}
    </View>
  );
}
