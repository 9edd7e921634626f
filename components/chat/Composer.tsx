import SendHorizontal from 'lucide-react-native/icons/send-horizontal';
import { type ReactElement, useRef, useState } from 'react';
import { TextInput, View } from 'react-native';

import { Copy } from '@/components/ui/Copy';
import { bodyFont } from '@/components/ui/fonts';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space, type } from '@/components/ui/tokens';
import type { ProtocolError } from '@/protocol/errors';
import type { Result } from '@/protocol/result';
import { countChars } from '@/protocol/text';
import { MESSAGE_MAX_CHARS } from '@/protocol/wire';

import { keptDraft, keepDraft } from './drafts';
import { isSendKey } from './send-key';
import { useAutoHeight } from './use-auto-height';

interface ComposerProps {
  readonly eventId: string;
  /** A refusal leaves the text where it is. */
  readonly onSend: (content: string) => Result<unknown, ProtocolError>;
  readonly onTyping: () => void;
  readonly onTypingEnd: () => void;
}

/** From this many characters on the counter is shown. */
const COUNTER_MIN_CHARS = 900;
const MAX_LINES = 5;
const PADDING = 11;
const MAX_HEIGHT = MAX_LINES * type.body.lineHeight + 2 * PADDING;

/** Where a message is written. Return sends it; with Shift it breaks the line. */
export function Composer({ eventId, onSend, onTyping, onTypingEnd }: ComposerProps): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  const input = useRef<TextInput>(null);
  const [text, setText] = useState(() => keptDraft(eventId));
  const [refusal, setRefusal] = useState<string | null>(null);
  useAutoHeight(input, text, MAX_HEIGHT);
  const length = countChars(text.trim());
  const canSend = length > 0 && length <= MESSAGE_MAX_CHARS;

  const change = (next: string) => {
    setText(next);
    keepDraft(eventId, next);
    setRefusal(null);
    if (next.trim() === '') onTypingEnd();
    else onTyping();
  };
  const send = () => {
    if (!canSend) return;
    const result = onSend(text);
    if (!result.ok) return setRefusal(result.error.message);
    setText('');
    keepDraft(eventId, '');
    input.current?.focus();
  };

  return (
    <View style={styles.bar}>
      <ComposerHint refusal={refusal} length={length} />
      <View style={styles.row}>
        <TextInput
          ref={input}
          aria-label="Message"
          placeholder="Write a message"
          placeholderTextColor={palette.muted}
          value={text}
          onChangeText={change}
          onBlur={onTypingEnd}
          onKeyPress={(event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            send();
          }}
          multiline
          numberOfLines={1}
          submitBehavior="newline"
          style={styles.input}
        />
        <IconButton
          label="Send"
          icon={SendHorizontal}
          isFilled
          isDisabled={!canSend}
          onPress={send}
        />
      </View>
    </View>
  );
}

interface ComposerHintProps {
  readonly refusal: string | null;
  readonly length: number;
}

function ComposerHint({ refusal, length }: ComposerHintProps): ReactElement | null {
  const left = MESSAGE_MAX_CHARS - length;
  if (refusal !== null) {
    return (
      <Copy size="small" tone="danger" role="alert">
        {refusal}
      </Copy>
    );
  }
  if (length < COUNTER_MIN_CHARS) return null;
  return (
    <Copy
      size="small"
      role="status"
      tone={left < 0 ? 'danger' : 'muted'}
      style={{ textAlign: 'right' }}
    >
      {left < 0
        ? `${(-left).toLocaleString()} characters too many`
        : `${left.toLocaleString()} characters left`}
    </Copy>
  );
}

const useStyles = createStyles((palette) => ({
  bar: { paddingHorizontal: space.md, paddingBottom: space.sm, gap: space.xxs },
  row: { flexDirection: 'row', alignItems: 'flex-end', gap: space.xs },
  input: {
    ...bodyFont,
    ...type.body,
    flex: 1,
    minWidth: 0,
    minHeight: 46,
    maxHeight: MAX_HEIGHT,
    paddingHorizontal: space.md,
    paddingVertical: PADDING - 1,
    borderRadius: radius.lg + 5,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    backgroundColor: palette.surface,
    color: palette.text,
  },
}));
