import { router } from 'expo-router';
import ArrowLeft from 'lucide-react-native/icons/arrow-left';
import ArrowRight from 'lucide-react-native/icons/arrow-right';
import Check from 'lucide-react-native/icons/check';
import Maximize from 'lucide-react-native/icons/maximize';
import type { ReactElement } from 'react';
import { View } from 'react-native';

import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles } from '@/components/ui/theme';
import { space } from '@/components/ui/tokens';

import { toggleFullScreen } from './full-screen';
import type { useStageActs } from './use-stage-acts';

interface StageBarProps {
  readonly eventId: string;
  readonly acts: ReturnType<typeof useStageActs>;
  readonly isModerating: boolean;
}

/** The way back, the whole screen, and for who moderates the next question; keys do the same. */
export function StageBar({ eventId, acts, isModerating }: StageBarProps): ReactElement {
  const styles = useStyles();
  const back = `/events/${eventId}/questions` as const;
  return (
    <View role="toolbar" aria-label="Stage" style={styles.bar}>
      <IconButton
        label="Back to the questions"
        icon={ArrowLeft}
        onPress={() => (router.canGoBack() ? router.back() : router.replace(back))}
      />
      {toggleFullScreen !== null && (
        <IconButton label="Full screen (F)" icon={Maximize} onPress={acts.onFullScreen} />
      )}
      <View style={{ flex: 1 }} />
      {isModerating && (
        <>
          <Button
            label="Answered"
            spoken="Answered (A)"
            icon={Check}
            kind="secondary"
            isCompact
            isDisabled={!acts.hasCurrent}
            onPress={acts.onAnswered}
          />
          <Button
            label="Next"
            spoken="Next (→)"
            icon={ArrowRight}
            isCompact
            isDisabled={!acts.hasNext && !acts.hasCurrent}
            onPress={acts.onNext}
          />
        </>
      )}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  bar: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.md,
    paddingVertical: space.xs,
    borderTopWidth: 1,
    borderColor: palette.line,
  },
}));
