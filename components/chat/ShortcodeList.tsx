import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import type { EmojiTyping } from './use-emoji-typing';

// A role that React Native's types lack.
const LISTBOX = { role: 'listbox' } as object;

type ShortcodeListProps = Pick<EmojiTyping, 'choices' | 'marked' | 'take'>;

/** What the shortcode that is being typed may become. The keyboard stays with the text. */
export function ShortcodeList({ choices, marked, take }: ShortcodeListProps): ReactElement | null {
  const styles = useStyles();
  if (choices.length === 0) return null;
  return (
    <View {...LISTBOX} aria-label="Emoji for this word" style={styles.list}>
      {choices.map((item, index) => (
        <Pressable
          key={item.emoji}
          role="option"
          aria-selected={index === marked}
          tabIndex={-1}
          onPress={() => take(item)}
          style={[styles.choice, index === marked && styles.marked]}
        >
          <Copy>{item.emoji}</Copy>
          <Copy size="small" tone="muted" numberOfLines={1} style={{ flexShrink: 1 }}>
            {`:${item.shortcodes[0] ?? item.label}:`}
          </Copy>
        </Pressable>
      ))}
    </View>
  );
}

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
