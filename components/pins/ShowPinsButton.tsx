import Pin from 'lucide-react-native/icons/pin';
import type { ReactElement } from 'react';

import { IconButton } from '@/components/ui/IconButton';
import { useRoomPins } from '@/hooks/useEventRoom';

import { useHiddenPins } from './hidden-pins';

/** Brings back the pinned messages above the chat, where somebody has hidden them. */
export function ShowPinsButton({ eventId }: { readonly eventId: string }): ReactElement | null {
  const pins = useRoomPins(eventId);
  const { areHidden, show } = useHiddenPins(eventId, pins);
  if (pins.length === 0 || !areHidden) return null;
  return <IconButton label="Show pinned messages" icon={Pin} onPress={show} />;
}
