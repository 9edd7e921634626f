import ChevronUp from 'lucide-react-native/icons/chevron-up';
import type { ReactElement } from 'react';
import { Pressable } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { isHovered } from '@/components/ui/interactive';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import type { ShownQuestion } from '@/lib/question-board';

import { votesWords } from './question-words';

interface VoteButtonProps {
  readonly question: ShownQuestion;
  readonly onVote: (on: boolean) => void;
}

/** How many want a question answered, and oneself among them or not. */
export function VoteButton({ question, onVote }: VoteButtonProps): ReactElement {
  const { votes, isWanted, state } = question;
  const styles = useStyles();
  const palette = usePalette();
  const isOver = state === 'answered' || state === 'pending';
  const ink = isWanted ? 'onAccentSoft' : 'muted';
  return (
    <Pressable
      role="button"
      aria-label={`Vote for this question, ${votesWords(votes)}`}
      aria-disabled={isOver}
      {...({ 'aria-pressed': isWanted } as object)}
      disabled={isOver}
      onPress={() => onVote(!isWanted)}
      style={(pressable) => [
        styles.base,
        isWanted && styles.wanted,
        (pressable.pressed || isHovered(pressable)) && styles.active,
        isOver && styles.over,
      ]}
    >
      {!isOver && <Icon of={ChevronUp} size={20} color={ink} />}
      <Copy weight="strong" style={{ color: palette[ink], fontVariant: ['tabular-nums'] }}>
        {votes}
      </Copy>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  base: {
    minWidth: TARGET_MIN_SIZE + 8,
    minHeight: TARGET_MIN_SIZE + 12,
    alignSelf: 'flex-start',
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    alignItems: 'center',
    justifyContent: 'center',
  },
  wanted: { backgroundColor: palette.accentSoft, borderColor: palette.accent },
  active: { backgroundColor: palette.sunken },
  over: { borderColor: palette.line },
}));
