import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { arrowKeys } from '@/components/ui/arrow-keys';
import { createStyles } from '@/components/ui/theme';
import { radius } from '@/components/ui/tokens';
import { TONES, type Tone } from '@/lib/emoji/catalogue';

interface ToneChoiceProps {
  readonly tone: Tone;
  readonly onChoose: (tone: Tone) => void;
}

const CHOICES: readonly Tone[] = [null, ...TONES];
/** As emoji fonts have them. */
const COLOURS = ['#FFCC4D', '#F7DECE', '#F3D2A2', '#D5AB88', '#AF7E57', '#7C533E'];
const DOT_SIZE = 20;

/** Which skin tone people and hands have in the picker. */
export function ToneChoice({ tone, onChoose }: ToneChoiceProps): ReactElement {
  const styles = useStyles();
  return (
    <View
      role="radiogroup"
      aria-label="Skin tone"
      style={styles.tones}
      {...arrowKeys('[role=radio]')}
    >
      {CHOICES.map((choice, index) => (
        <Pressable
          key={choice}
          role="radio"
          aria-checked={choice === tone}
          aria-label={choice === null ? 'No skin tone' : `${choice} skin tone`}
          onPress={() => onChoose(choice)}
          style={[styles.choice, choice === tone && styles.chosen]}
        >
          <View style={[styles.dot, { backgroundColor: COLOURS[index] }]} />
        </Pressable>
      ))}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  tones: { flexDirection: 'row', gap: 2 },
  choice: {
    width: 44,
    height: 36,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.full,
    borderWidth: 2,
    borderColor: 'transparent',
  },
  chosen: { borderColor: palette.accent },
  dot: { width: DOT_SIZE, height: DOT_SIZE, borderRadius: radius.full },
}));
