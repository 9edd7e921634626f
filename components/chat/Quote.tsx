import type { ReactElement } from 'react';
import { Pressable } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space } from '@/components/ui/tokens';
import type { ReplyTo } from '@/protocol/wire';

import { quotedWords, useQuoted } from './quotes';

interface QuoteProps {
  readonly of: ReplyTo;
  /** Whether it stands on the ground of one's own messages. */
  readonly isOwn: boolean;
}

/** What a message answers, in a line; leads to its place. */
export function Quote({ of, isOwn }: QuoteProps): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  const { message, jump } = useQuoted(of);
  const { onBubbleOwn, onBubbleOwnMuted, accent, text, muted } = palette;
  const words = quotedWords(message);
  const author = message === undefined || message.deletedAt !== undefined ? '' : message.userName;
  return (
    <Pressable
      role="button"
      aria-label={`In reply to ${author === '' ? words : `${author}: ${words}`}`}
      onPress={jump}
      style={[styles.quote, isOwn ? styles.onOwn : { borderLeftColor: accent }]}
    >
      {author !== '' && (
        <Copy
          size="small"
          weight="strong"
          numberOfLines={1}
          style={{ color: isOwn ? onBubbleOwn : text }}
        >
          {author}
        </Copy>
      )}
      <Copy size="small" numberOfLines={1} style={{ color: isOwn ? onBubbleOwnMuted : muted }}>
        {words}
      </Copy>
    </Pressable>
  );
}

const useStyles = createStyles((palette) => ({
  quote: {
    minHeight: 24,
    maxWidth: 420,
    paddingLeft: space.xs,
    paddingRight: space.xs,
    paddingVertical: 3,
    marginBottom: space.xxs,
    borderLeftWidth: 3,
    borderRadius: radius.sm,
    backgroundColor: palette.sunken,
  },
  onOwn: { borderLeftColor: palette.onBubbleOwnMuted, backgroundColor: 'transparent' },
}));
