import Plus from 'lucide-react-native/icons/plus';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { Icon } from '@/components/ui/Icon';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, TARGET_MIN_SIZE } from '@/components/ui/tokens';

import type { ChatMessage } from './chat-rows';

const QUICK = ['👍', '❤️', '😂', '🎉', '👏', '😮'] as const;

interface QuickReactionsProps {
  readonly message: ChatMessage;
  readonly onReact: (emoji: string, on: boolean) => void;
  /** Another one is wanted. */
  readonly onPick: () => void;
}

/** The reactions that most want, in one row. */
export function QuickReactions({ message, onReact, onPick }: QuickReactionsProps): ReactElement {
  const styles = useStyles();
  const isOwn = (emoji: string): boolean =>
    message.reactions.some((reaction) => reaction.emoji === emoji && reaction.own === true);
  return (
    <View role="group" aria-label="React" style={styles.row}>
      {QUICK.map((emoji) => (
        <Pressable
          key={emoji}
          role="button"
          aria-label={`React with ${emoji}`}
          {...({ 'aria-pressed': isOwn(emoji) } as object)}
          onPress={() => onReact(emoji, !isOwn(emoji))}
          style={(state) => [
            styles.choice,
            isOwn(emoji) && styles.own,
            (state.pressed || isHovered(state)) && styles.active,
          ]}
        >
          <Copy style={styles.emoji}>{emoji}</Copy>
        </Pressable>
      ))}
      <Pressable
        role="button"
        aria-label="React with another emoji"
        onPress={onPick}
        style={(state) => [styles.choice, (state.pressed || isHovered(state)) && styles.active]}
      >
        <Icon of={Plus} size={20} color="muted" />
      </Pressable>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: { flexDirection: 'row', justifyContent: 'space-between', height: TARGET_MIN_SIZE },
  choice: {
    flex: 1,
    maxWidth: 56,
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: radius.md,
  },
  own: { backgroundColor: palette.accentSoft },
  active: { backgroundColor: palette.sunken },
  emoji: { fontSize: 22, lineHeight: 28 },
}));
