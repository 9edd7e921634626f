import { type ReactElement, useState } from 'react';
import { Pressable } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import { useRoomPresence } from '@/hooks/useEventRoom';

import { Faces } from './Faces';
import { hereLabel, hereWords } from './here-words';
import { PeopleSheet } from './PeopleSheet';

export interface HereProps {
  readonly eventId: string;
  readonly ownUserId: string;
}

/** Who has the chat open, in the bar of a wide screen: some faces and how many; leads to all of them. */
export function HereButton({ eventId, ownUserId }: HereProps): ReactElement | null {
  const styles = useStyles();
  const present = useRoomPresence(eventId);
  const [isOpen, setOpen] = useState(false);
  if (present === null) return null;
  return (
    <>
      <Pressable
        role="button"
        aria-label={hereLabel(present.online)}
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        style={(state) => [styles.button, (state.pressed || isHovered(state)) && styles.active]}
      >
        {present.people !== null && <Faces people={present.people} />}
        <Copy size="small" weight="medium">
          {hereWords(present.online)}
        </Copy>
      </Pressable>
      {isOpen && <PeopleSheet {...present} ownUserId={ownUserId} onClose={() => setOpen(false)} />}
    </>
  );
}

const useStyles = createStyles((palette) => ({
  button: {
    minHeight: TARGET_MIN_SIZE,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.sm,
    borderRadius: radius.full,
  },
  active: { backgroundColor: palette.sunken },
}));
