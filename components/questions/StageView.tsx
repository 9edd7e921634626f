import type { ReactElement } from 'react';
import { ScrollView, useWindowDimensions, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';

import { Copy, Heading } from '@/components/ui/Copy';
import { ErrorState } from '@/components/ui/ErrorState';
import { FlashWords, useFlash } from '@/components/ui/Flash';
import { Loading } from '@/components/ui/Loading';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';
import { useWide } from '@/components/ui/use-wide';
import { useQuestions } from '@/hooks/useQuestions';
import type { ShownQuestion } from '@/lib/question-board';

import { NextQuestions } from './NextQuestions';
import { StageBar } from './StageBar';
import { votesWords } from './question-words';
import { useStageActs } from './use-stage-acts';
import { useStageKeys } from './stage-keys';

/** How large a question is at most, and how much of the screen's width and height makes a point of it. */
const QUESTION_MAX_SIZE = 96;
const QUESTION_MIN_SIZE = 30;
const WIDTH_PER_POINT = 20;
const HEIGHT_PER_POINT = 11;
/** A question of more letters is smaller, so that all of it can be seen. */
const LONG_CHARS = 120;

/** The question on stage, as large as can be, and what comes next: for the wall of a hall. */
export function StageView({ eventId }: { readonly eventId: string }): ReactElement {
  const styles = useStyles();
  const insets = useSafeAreaInsets();
  const isWide = useWide();
  const questions = useQuestions(eventId);
  const flash = useFlash();
  const acts = useStageActs(questions, flash.say);
  useStageKeys(acts);
  const { state, closed, load } = questions;
  const { shown, refusal, isModerating } = state;
  const error = closed ?? (shown === null ? refusal : null);
  if (error !== null) return <ErrorState text={error.message} onRetry={() => void load()} />;
  if (shown === null) return <Loading label="Loading the questions…" />;
  return (
    <View style={[styles.page, { paddingTop: insets.top, paddingBottom: insets.bottom }]}>
      <ScrollView contentContainerStyle={[styles.content, isWide && styles.wide]}>
        <View role="main" style={styles.stage}>
          <OnStage question={shown.onStage} isModerating={isModerating} />
        </View>
        <NextQuestions questions={shown.open} isBeside={isWide} />
      </ScrollView>
      <FlashWords words={flash.words} />
      <StageBar eventId={eventId} acts={acts} isModerating={isModerating} />
    </View>
  );
}

interface OnStageProps {
  readonly question: ShownQuestion | null;
  readonly isModerating: boolean;
}

function OnStage({ question, isModerating }: OnStageProps): ReactElement {
  const size = useQuestionSize(question?.content ?? '');
  if (question === null)
    return (
      <View style={{ gap: space.sm }}>
        <Heading level={1} style={{ fontSize: size * 0.7, lineHeight: size * 0.85 }}>
          No question on stage
        </Heading>
        <Copy size="heading" tone="muted">
          {isModerating
            ? 'Press Next for the question with most votes.'
            : 'Ask, and vote for what should be answered.'}
        </Copy>
      </View>
    );
  return (
    <View aria-live="polite" style={{ gap: space.lg }}>
      <Heading
        level={1}
        style={{ fontSize: size, lineHeight: size * 1.15, letterSpacing: -size * 0.02 }}
      >
        {question.content}
      </Heading>
      <Copy size="title" tone="muted">
        {question.userName} · {votesWords(question.votes)}
      </Copy>
    </View>
  );
}

function useQuestionSize({ length }: string): number {
  const { width, height } = useWindowDimensions();
  const fitting = Math.min(width / WIDTH_PER_POINT, height / HEIGHT_PER_POINT, QUESTION_MAX_SIZE);
  const shrunk = length > LONG_CHARS ? fitting * Math.sqrt(LONG_CHARS / length) : fitting;
  return Math.max(QUESTION_MIN_SIZE, Math.round(shrunk));
}

const useStyles = createStyles((palette) => ({
  page: { flex: 1, backgroundColor: palette.page },
  content: { flexGrow: 1, padding: space.lg, gap: space.xl },
  wide: { flexDirection: 'row', padding: space.xxl, gap: space.xxl },
  stage: { flexGrow: 1, flexShrink: 1, flexBasis: 'auto', justifyContent: 'center', minWidth: 0 },
}));
