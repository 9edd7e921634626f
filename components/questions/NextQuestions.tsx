import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Copy, Heading } from '@/components/ui/Copy';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { ShownQuestion } from '@/lib/question-board';

/** As many as are read from the back of a hall. */
const NEXT_MAX = 5;

interface NextQuestionsProps {
  readonly questions: readonly ShownQuestion[];
  readonly isBeside: boolean;
}

/** What is answered next, the most wanted first. */
export function NextQuestions({ questions, isBeside }: NextQuestionsProps): ReactElement | null {
  const styles = useStyles();
  const palette = usePalette();
  if (questions.length === 0) return null;
  return (
    <View role="region" aria-label="Next" style={[styles.list, isBeside && styles.beside]}>
      <Heading level={2}>Next</Heading>
      {questions.slice(0, NEXT_MAX).map(({ questionId, content, votes }) => (
        <View key={questionId} role="listitem" style={styles.row}>
          <View style={styles.votes}>
            <Copy
              weight="heavy"
              style={{ color: palette.onAccentSoft, fontVariant: ['tabular-nums'] }}
            >
              {votes}
            </Copy>
          </View>
          <Copy size={isBeside ? 'heading' : 'subheading'} numberOfLines={4} style={styles.words}>
            {content}
          </Copy>
        </View>
      ))}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  list: { gap: space.md },
  beside: { width: '34%', maxWidth: 520, flexShrink: 0, justifyContent: 'center' },
  row: { flexDirection: 'row', alignItems: 'flex-start', gap: space.sm },
  votes: {
    minWidth: 44,
    paddingVertical: 2,
    paddingHorizontal: space.xs,
    borderRadius: radius.sm,
    backgroundColor: palette.accentSoft,
    alignItems: 'center',
  },
  words: { flex: 1, minWidth: 0 },
}));
