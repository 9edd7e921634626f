import PinOff from 'lucide-react-native/icons/pin-off';
import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { momentWords } from '@/components/chat/day-words';
import { quotedWords, useQuoted } from '@/components/chat/quotes';
import { Avatar } from '@/components/ui/Avatar';
import { Copy } from '@/components/ui/Copy';
import { IconButton } from '@/components/ui/IconButton';
import { isHovered } from '@/components/ui/interactive';
import { createStyles } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE } from '@/components/ui/tokens';
import type { EventMessage, PinnedRef } from '@/protocol/wire';

interface PinnedRowProps {
  readonly pin: PinnedRef;
  /** `null` for who may not. */
  readonly onUnpin: ((messageId: string) => void) | null;
  /** Before one is led to its place. */
  readonly onJump: () => void;
}

const AVATAR_SIZE = 34;
const LINES_MAX = 6;

/** A pinned message; all of it leads to its place in the chat. */
export function PinnedRow({ pin, onUnpin, onJump }: PinnedRowProps): ReactElement {
  const styles = useStyles();
  const { message, jump } = useQuoted({ id: pin.messageId, seq: pin.seq });
  const words = quotedWords(message);
  return (
    <View role="listitem" style={styles.row}>
      <Pressable
        role="button"
        aria-label={`${headOf(message)}: ${words}`}
        onPress={() => {
          onJump();
          jump();
        }}
        style={(state) => [styles.message, (state.pressed || isHovered(state)) && styles.active]}
      >
        {message !== undefined && <Author {...message} />}
        <View style={styles.words}>
          {message !== undefined && <Head message={message} />}
          <Copy numberOfLines={LINES_MAX} style={{ overflowWrap: 'anywhere' } as object}>
            {words}
          </Copy>
        </View>
      </Pressable>
      {onUnpin !== null && (
        <IconButton
          label={`Unpin: ${words}`}
          icon={PinOff}
          color="muted"
          onPress={() => onUnpin(pin.messageId)}
        />
      )}
    </View>
  );
}

const headOf = (message: EventMessage | undefined): string =>
  message === undefined
    ? 'Pinned message'
    : `${message.userName}, ${momentWords(new Date(message.createdAt))}`;

const Author = ({ userId, userName, userImage }: EventMessage): ReactElement => (
  <Avatar userId={userId} name={userName} image={userImage} size={AVATAR_SIZE} />
);

function Head({ message }: { readonly message: EventMessage }): ReactElement {
  const styles = useStyles();
  return (
    <View style={styles.head}>
      <Copy size="small" weight="strong" numberOfLines={1} style={{ flexShrink: 1 }}>
        {message.userName}
      </Copy>
      <Copy size="tiny" tone="muted">
        {momentWords(new Date(message.createdAt))}
      </Copy>
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  row: { flexDirection: 'row', alignItems: 'center', gap: space.xxs },
  message: {
    flex: 1,
    minWidth: 0,
    minHeight: TARGET_MIN_SIZE,
    flexDirection: 'row',
    gap: space.sm,
    padding: space.xs,
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.line,
  },
  active: { borderColor: palette.accent },
  words: { flex: 1, minWidth: 0, gap: 2 },
  head: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'baseline', columnGap: space.xs },
}));
