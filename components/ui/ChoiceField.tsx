import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { arrowKeys } from './arrow-keys';
import { Copy } from './Copy';
import { FieldFrame } from './Field';
import { isHovered } from './interactive';
import { createStyles } from './theme';
import { radius, space, TARGET_MIN_SIZE } from './tokens';

interface ChoiceFieldProps<Value extends string | number> {
  readonly label: string;
  readonly hint?: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** A choice of one among a few values. */
export function ChoiceField<Value extends string | number>(
  props: ChoiceFieldProps<Value>,
): ReactElement {
  const { label, hint, choices, chosen, onChoose } = props;
  const styles = useStyles();
  return (
    <FieldFrame label={label} hint={hint}>
      <View
        role="radiogroup"
        aria-label={label}
        style={styles.choices}
        {...arrowKeys('[role=radio]')}
      >
        {choices.map((choice) => {
          const isChosen = choice.value === chosen;
          return (
            <Pressable
              key={choice.value}
              role="radio"
              aria-checked={isChosen}
              tabIndex={isChosen ? 0 : -1}
              onPress={() => onChoose(choice.value)}
              // The arrow keys choose, as in every group of radio buttons.
              onFocus={() => !isChosen && onChoose(choice.value)}
              style={(state) => [
                styles.choice,
                isHovered(state) && styles.hovered,
                isChosen && styles.chosen,
              ]}
            >
              <Copy
                size="small"
                weight="strong"
                style={isChosen ? styles.chosenWords : styles.words}
              >
                {choice.label}
              </Copy>
            </Pressable>
          );
        })}
      </View>
    </FieldFrame>
  );
}

const useStyles = createStyles((palette) => ({
  choices: { flexDirection: 'row', flexWrap: 'wrap', gap: space.xs },
  choice: {
    minHeight: TARGET_MIN_SIZE,
    paddingHorizontal: space.md,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    backgroundColor: palette.surface,
    justifyContent: 'center',
  },
  hovered: { backgroundColor: palette.sunken },
  chosen: { backgroundColor: palette.accentSoft, borderColor: palette.accent },
  words: { color: palette.text },
  chosenWords: { color: palette.onAccentSoft },
}));
