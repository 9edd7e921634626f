import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { Reaction } from '@/protocol/wire';

import type { ChatMessage } from './chat-rows';
import { reactionWords } from './reaction-words';

export interface ReactionActions {
  /** Gives a message one's reaction, or takes it back. */
  readonly onReact: (message: ChatMessage, emoji: string, on: boolean) => void;
  readonly onShowReactors: (message: ChatMessage, emoji: string) => void;
}

interface ReactionChipsProps extends ReactionActions {
  readonly message: ChatMessage;
}

const CHIP_HEIGHT = 30;
/** With the gap between two rows of chips as near to a finger's size as they can come. */
const SLOP = { top: 3, bottom: 3, left: 2, right: 2 };

/** What a message was given: a press gives or takes back one's own, a long one says who. */
export function ReactionChips({
  message,
  onReact,
  onShowReactors,
}: ReactionChipsProps): ReactElement | null {
  const styles = useStyles();
  if (message.reactions.length === 0) return null;
  return (
    <View role="group" aria-label="Reactions" style={styles.chips}>
      {message.reactions.map((reaction) => (
        <Chip
          key={reaction.emoji}
          reaction={reaction}
          onPress={() => onReact(message, reaction.emoji, reaction.own !== true)}
          onLongPress={() => onShowReactors(message, reaction.emoji)}
        />
      ))}
    </View>
  );
}

interface ChipProps {
  readonly reaction: Reaction;
  readonly onPress: () => void;
  readonly onLongPress: () => void;
}

function Chip({ reaction, onPress, onLongPress }: ChipProps): ReactElement {
  const { emoji, count } = reaction;
  const own = reaction.own === true;
  const styles = useStyles();
  // What React Native's types lack.
  const webProps = {
    'aria-pressed': own,
    onContextMenu: (event: Event) => {
      event.preventDefault();
      onLongPress();
    },
  } as object;
  return (
    <Pressable
      role="button"
      aria-label={reactionWords(reaction)}
      {...webProps}
      hitSlop={SLOP}
      onPress={onPress}
      onLongPress={onLongPress}
      style={(state) => [styles.chip, own && styles.own, isHovered(state) && styles.hovered]}
    >
      <Copy size="small">{emoji}</Copy>
      <Copy size="small" weight="medium" tone={own ? 'text' : 'muted'} style={styles.count}>
        {count}
      </Copy>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  chips: { flexDirection: 'row', flexWrap: 'wrap', gap: space.xxs, paddingTop: space.xxs },
  chip: {
    height: CHIP_HEIGHT,
    flexDirection: 'row',
    alignItems: 'center',
    gap: 5,
    paddingHorizontal: 9,
    borderRadius: radius.full,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
  },
  own: { borderColor: palette.accent, backgroundColor: palette.accentSoft },
  hovered: { borderColor: palette.lineStrong },
  count: { fontVariant: ['tabular-nums'] },
}));
