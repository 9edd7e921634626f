import List from 'lucide-react-native/icons/list';
import Pin from 'lucide-react-native/icons/pin';
import X from 'lucide-react-native/icons/x';
import { type ReactElement, useState } from 'react';
import { Pressable, View } from 'react-native';

import { quotedWords, useQuoted } from '@/components/chat/quotes';
import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { space, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import type { PinnedRef } from '@/protocol/wire';

import { useHiddenPins, useHidingEnds } from './hidden-pins';
import { PinnedSheet, type PinnedSheetProps } from './PinnedSheet';

interface PinnedBarProps extends Omit<PinnedSheetProps, 'onClose'> {
  readonly eventId: string;
  /** Whether the room is in step. */
  readonly isLive: boolean;
}

/** Above the chat: the newest pinned message, which a press leads to, and the way to all of them. */
export function PinnedBar(props: PinnedBarProps): ReactElement | null {
  const { eventId, isLive, ...sheet } = props;
  const { pins } = sheet;
  const [isOpen, setIsOpen] = useState(false);
  const { areHidden, hide } = useHiddenPins(eventId, pins);
  useHidingEnds(eventId, { pins, isLive });
  const styles = useStyles();
  const [newest] = pins;
  const isShown = newest !== undefined && !areHidden;
  return (
    <>
      {isShown && (
        <View role="region" aria-label="Pinned messages" style={styles.bar}>
          <Newest pin={newest} count={pins.length} />
          <IconButton
            label="All pinned messages"
            icon={List}
            color="muted"
            onPress={() => setIsOpen(true)}
          />
          <IconButton label="Hide pinned messages" icon={X} color="muted" onPress={hide} />
        </View>
      )}
      {isOpen && <PinnedSheet {...sheet} onClose={() => setIsOpen(false)} />}
    </>
  );
}

interface NewestProps {
  readonly pin: PinnedRef;
  readonly count: number;
}

function Newest({ pin, count }: NewestProps): ReactElement {
  const styles = useStyles();
  const { message, jump } = useQuoted({ id: pin.messageId, seq: pin.seq });
  const words = quotedWords(message);
  const place = count === 1 ? '' : `1 of ${count}`;
  const title = place === '' ? 'Pinned message' : `Pinned message ${place}`;
  return (
    <Pressable
      role="button"
      aria-label={`${title}: ${message === undefined ? words : `${message.userName}, ${words}`}`}
      onPress={jump}
      style={(state) => [styles.newest, (state.pressed || isHovered(state)) && styles.active]}
    >
      <Icon of={Pin} size={18} color="accent" />
      <View aria-live="polite" style={styles.words}>
        <View style={styles.head}>
          <Copy size="small" weight="strong" numberOfLines={1} style={{ flexShrink: 1 }}>
            {message?.userName ?? 'Pinned message'}
          </Copy>
          {place !== '' && (
            <Copy size="tiny" tone="muted">
              {place}
            </Copy>
          )}
        </View>
        <Copy size="small" tone="muted" numberOfLines={1}>
          {words}
        </Copy>
      </View>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  bar: {
    flexDirection: 'row',
    alignItems: 'center',
    paddingRight: space.md,
    borderBottomWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
  newest: {
    flex: 1,
    minWidth: 0,
    minHeight: TARGET_MIN_SIZE,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.sm,
    paddingHorizontal: space.md,
    paddingVertical: space.xxs,
  },
  active: { backgroundColor: palette.sunken },
  words: { flex: 1, minWidth: 0 },
  head: { flexDirection: 'row', alignItems: 'baseline', gap: space.xs },
}));
