import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import type { Choice } from './composing';
import type { Composing } from './use-composing';

// A role that React Native's types lack.
const LISTBOX = { role: 'listbox' } as object;

type ChoiceListProps = Pick<Composing, 'label' | 'choices' | 'marked' | 'take'>;

/** What may take the place of what is being typed. The keyboard stays with the text. */
export function ChoiceList(props: ChoiceListProps): ReactElement | null {
  const { label, choices, marked, take } = props;
  const styles = useStyles();
  if (choices.length === 0) return null;
  return (
    <View {...LISTBOX} aria-label={label} style={styles.list}>
      {choices.map((choice, index) => (
        <Pressable
          key={choice.key}
          role="option"
          aria-selected={index === marked}
          tabIndex={-1}
          onPress={() => take(choice)}
          style={[styles.choice, index === marked && styles.marked]}
        >
          <Lead of={choice.lead} />
          <Copy size="small" tone="muted" numberOfLines={1} style={{ flexShrink: 1 }}>
            {choice.words}
          </Copy>
        </Pressable>
      ))}
    </View>
  );
}

const Lead = ({ of }: { readonly of: Choice['lead'] }): ReactElement =>
  of.kind === 'text' ? (
    <Copy>{of.text}</Copy>
  ) : (
    <Avatar userId={of.userId} name={of.name} image={of.image} size={26} />
  );

const useStyles = createStyles((palette) => ({
  list: {
    padding: space.xxs,
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
  choice: {
    minHeight: TARGET_MIN_SIZE - 6,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.xs,
    paddingHorizontal: space.xs,
    borderRadius: radius.sm,
  },
  marked: { backgroundColor: palette.accentSoft },
}));
