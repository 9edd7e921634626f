import Check from 'lucide-react-native/icons/check';
import Trophy from 'lucide-react-native/icons/trophy';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import { optionWords, type OptionFace } from './poll-words';

interface PollOptionProps {
  readonly option: OptionFace;
  readonly isMultiple: boolean;
  /** `null`: nobody votes any more. */
  readonly onPress: (() => void) | null;
}

/** One option of a poll: its share as a bar, and whether one has chosen it. */
export function PollOption({ option, isMultiple, onPress }: PollOptionProps): ReactElement {
  const styles = useStyles();
  const { text, votes, percent, isOwn, isWinner } = option;
  return (
    <Pressable
      role={isMultiple ? 'checkbox' : 'radio'}
      aria-checked={isOwn}
      aria-disabled={onPress === null}
      aria-label={optionWords(option)}
      disabled={onPress === null}
      onPress={onPress}
      style={[styles.option, isOwn && styles.chosen]}
    >
      <View
        style={[
          styles.bar,
          isWinner && styles.winning,
          { width: `${percent}%` },
          // The web alone: bars grow.
          { transitionProperty: 'width', transitionDuration: '300ms' } as object,
        ]}
      />
      <View style={styles.face}>
        {isOwn && <Icon of={Check} size={16} color="accent" />}
        <Copy weight={isOwn ? 'strong' : 'regular'} style={styles.text}>
          {text}
        </Copy>
        {isWinner && <Icon of={Trophy} size={16} color="onSpotSoft" />}
        <Copy size="small" weight="strong">{`${percent}%`}</Copy>
        <Copy size="tiny" tone="muted">
          {votes}
        </Copy>
      </View>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  option: {
    minHeight: TARGET_MIN_SIZE,
    justifyContent: 'center',
    overflow: 'hidden',
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    backgroundColor: palette.surface,
  },
  chosen: { borderColor: palette.accent, borderWidth: 2 },
  bar: { position: 'absolute', left: 0, top: 0, bottom: 0, backgroundColor: palette.accentSoft },
  winning: { backgroundColor: palette.spotSoft },
  face: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.sm,
    paddingVertical: space.xs,
  },
  text: { flex: 1, minWidth: 0 },
}));
