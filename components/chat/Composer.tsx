import Check from 'lucide-react-native/icons/check';
import SendHorizontal from 'lucide-react-native/icons/send-horizontal';
import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { TextInput, type TextInputKeyPressEvent, View } from 'react-native';

import { bodyFont } from '@/components/ui/fonts';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space, type } from '@/components/ui/tokens';

import { canSubmit, type ComposedText, lengthOf } from './composed-text';
import { composerKey } from './composer-keys';
import { ComposerHint } from './ComposerHint';
import { EditingBar } from './EditingBar';
import { useAutoHeight } from './use-auto-height';
import { type RewritingParts, useRewriting } from './use-rewriting';
import { useWriting, type WritingParts } from './use-writing';

interface ComposerProps extends WritingParts, RewritingParts {
  /** ArrowUp was pressed where nothing is written. */
  readonly onEditLatest: () => void;
}

const MAX_LINES = 5;
const PADDING = 11;
const MAX_HEIGHT = MAX_LINES * type.body.lineHeight + 2 * PADDING;

/**
 * Where a message is written, or gets other words: then what was begun to be written comes back after. Return
 * sends or saves; with Shift it breaks the line.
 */
export function Composer(props: ComposerProps): ReactElement {
  const { editing, onEditEnd, onEditLatest } = props;
  const styles = useStyles();
  const input = useRef<TextInput>(null);
  const writing = useWriting(props);
  const rewriting = useRewriting(props);
  const composed = rewriting ?? writing;
  useFocusOnChange(input, editing?.key ?? null);
  const cancel = () => editing !== null && onEditEnd(editing);
  const submit = () => {
    if (!canSubmit(composed)) return;
    composed.submit();
    input.current?.focus();
  };
  const press = (event: TextInputKeyPressEvent) => {
    const key = composerKey(event);
    if (key === 'send') submit();
    else if (key === 'cancel' && editing !== null) cancel();
    else if (key === 'edit-latest' && editing === null && writing.text === '') onEditLatest();
    else return;
    event.preventDefault();
  };
  return (
    <View style={styles.bar}>
      {editing !== null && <EditingBar content={editing.content} onCancel={cancel} />}
      <ComposerHint refusal={composed.refusal} length={lengthOf(composed)} />
      <View style={styles.row}>
        <ComposerInput
          input={input}
          composed={composed}
          label={rewriting === null ? 'Message' : 'New words of the message'}
          onKeyPress={press}
        />
        <IconButton
          label={rewriting === null ? 'Send' : 'Save'}
          icon={rewriting === null ? SendHorizontal : Check}
          isFilled
          isDisabled={!canSubmit(composed)}
          onPress={submit}
        />
      </View>
    </View>
  );
}

/** Puts the cursor where one goes on typing, when a message begins to be changed and when that is over. */
function useFocusOnChange(input: RefObject<TextInput | null>, editingKey: string | null): void {
  const before = useRef(editingKey);
  useEffect(() => {
    if (before.current === editingKey) return;
    before.current = editingKey;
    input.current?.focus();
  }, [input, editingKey]);
}

interface ComposerInputProps {
  readonly input: RefObject<TextInput | null>;
  readonly composed: ComposedText;
  readonly label: string;
  readonly onKeyPress: (event: TextInputKeyPressEvent) => void;
}

function ComposerInput({ input, composed, label, onKeyPress }: ComposerInputProps): ReactElement {
  const styles = useStyles();
  const palette = usePalette();
  useAutoHeight(input, composed.text, MAX_HEIGHT);
  return (
    <TextInput
      ref={input}
      aria-label={label}
      placeholder="Write a message"
      placeholderTextColor={palette.muted}
      value={composed.text}
      onChangeText={composed.change}
      onBlur={composed.leave}
      onKeyPress={onKeyPress}
      multiline
      numberOfLines={1}
      submitBehavior="newline"
      style={styles.input}
    />
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
