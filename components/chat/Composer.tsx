import Check from 'lucide-react-native/icons/check';
import PartyPopper from 'lucide-react-native/icons/party-popper';
import SendHorizontal from 'lucide-react-native/icons/send-horizontal';
import Smile from 'lucide-react-native/icons/face-slightly-smiling';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { TextInput, type TextInputKeyPressEvent, View } from 'react-native';

import { EmojiPicker } from '@/components/emoji/EmojiPicker';
import { useComposerGate } from '@/components/moderation/use-composer-gate';
import { Copy } from '@/components/ui/Copy';
import { bodyFont } from '@/components/ui/fonts';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE, type } from '@/components/ui/tokens';
import type { OwnStanding } from '@/lib/event-room';

import type { Cheer } from '@/protocol/wire';

import { CheerBar } from './CheerBar';
import { canSubmit, type ComposedText, type ComposerKey, lengthOf } from './composed-text';
import { composerKey } from './composer-keys';
import { ComposerHint } from './ComposerHint';
import { EditingBar } from './EditingBar';
import type { ChatMessage } from './chat-rows';
import { ReplyBar } from './ReplyBar';
import { ShortcodeList } from './ShortcodeList';
import { useAutoHeight } from './use-auto-height';
import { type EmojiTyping, useEmojiTyping } from './use-emoji-typing';
import { type RewritingParts, useRewriting } from './use-rewriting';
import { useWriting, type WritingParts } from './use-writing';

interface ComposerProps extends WritingParts, RewritingParts {
  readonly onCheer: (emoji: Cheer) => void;
  readonly standing: OwnStanding | null;
  /** What the message that is being written answers. */
  readonly answered: ChatMessage | null;
  readonly onAnswerEnd: () => void;
  /** ArrowUp was pressed where nothing is written. */
  readonly onEditLatest: () => void;
}

const WRITING = { input: 'Message', button: 'Send', icon: SendHorizontal } as const;
const REWRITING = { input: 'New words of the message', button: 'Save', icon: Check } as const;

const MAX_LINES = 5;
const PADDING = 11;
const MAX_HEIGHT = MAX_LINES * type.body.lineHeight + 2 * PADDING;

/**
 * Where a message is written, or gets other words: then what was begun to be written comes back after. Return
 * sends or saves; with Shift it breaks the line.
 */
export function Composer(props: ComposerProps): ReactElement {
  const { standing, editing, answered, onEditEnd, onEditLatest, onCheer } = props;
  const styles = useStyles();
  const input = useRef<TextInput>(null);
  const [isCheering, setCheering] = useState(false);
  const writing = useWriting(props);
  const rewriting = useRewriting(props);
  const composed = rewriting ?? writing;
  const emoji = useEmojiTyping(input, composed);
  const words = rewriting === null ? WRITING : REWRITING;
  const gate = useComposerGate(standing);
  const mayGo = canSubmit(composed) && (gate === null || words === REWRITING);
  useFocusOnChange(input, (editing ?? answered)?.key ?? null);
  const cancel = () => (editing === null ? props.onAnswerEnd() : onEditEnd(editing));
  const submit = () => {
    if (!mayGo) return;
    composed.submit();
    input.current?.focus();
  };
  const press = (event: TextInputKeyPressEvent) => {
    const key = composerKey(event);
    if (chooseByKey(emoji, key)) return event.preventDefault();
    if (key === 'send') submit();
    else if (key === 'cancel' && (editing ?? answered) !== null) cancel();
    else if (key === 'edit-latest' && editing === null && writing.text === '') onEditLatest();
    else return;
    event.preventDefault();
  };
  return (
    <View style={styles.bar}>
      <BegunBar editing={editing} answered={answered} onCancel={cancel} />
      <ShortcodeList {...emoji} />
      <GateLine words={gate} />
      <ComposerHint refusal={composed.refusal} length={lengthOf(composed)} />
      {isCheering && <CheerBar onCheer={onCheer} />}
      <View style={styles.row}>
        <ComposerInput
          input={input}
          composed={composed}
          label={words.input}
          emoji={emoji}
          onKeyPress={press}
        />
        <IconButton
          label="Applause"
          icon={PartyPopper}
          color="muted"
          isExpanded={isCheering}
          onPress={() => setCheering(!isCheering)}
        />
        <IconButton
          label={words.button}
          icon={words.icon}
          isFilled
          isDisabled={!mayGo}
          onPress={submit}
        />
      </View>
    </View>
  );
}

interface BegunBarProps extends Pick<ComposerProps, 'editing' | 'answered'> {
  readonly onCancel: () => void;
}

/** What is typed is for: other words of a message, or an answer to one. */
function BegunBar({ editing, answered, onCancel }: BegunBarProps): ReactElement | null {
  if (editing !== null) return <EditingBar content={editing.content} onCancel={onCancel} />;
  if (answered === null) return null;
  const { userName, content } = answered;
  return <ReplyBar author={userName} content={content} onCancel={onCancel} />;
}

/** Why one can't write now. Not read out each second. */
function GateLine({ words }: { readonly words: string | null }): ReactElement | null {
  if (words === null) return null;
  return (
    <Copy size="small" tone="muted" role="timer">
      {words}
    </Copy>
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
  readonly emoji: EmojiTyping;
  readonly onKeyPress: (event: TextInputKeyPressEvent) => void;
}

function ComposerInput(props: ComposerInputProps): ReactElement {
  const { input, composed, label, emoji, onKeyPress } = props;
  const styles = useStyles();
  const palette = usePalette();
  const [isPicking, setPicking] = useState(false);
  useAutoHeight(input, composed.text, MAX_HEIGHT);
  return (
    <View style={styles.field}>
      <TextInput
        ref={input}
        aria-label={label}
        placeholder="Write a message"
        placeholderTextColor={palette.muted}
        value={composed.text}
        onChangeText={emoji.type}
        onBlur={composed.leave}
        onKeyPress={onKeyPress}
        onSelectionChange={({ nativeEvent: { selection } }) =>
          emoji.moveCursor({ from: selection.start, to: selection.end })
        }
        multiline
        numberOfLines={1}
        submitBehavior="newline"
        style={styles.input}
      />
      <View style={styles.inside}>
        <IconButton label="Emoji" icon={Smile} color="muted" onPress={() => setPicking(true)} />
      </View>
      {isPicking && (
        <EmojiPicker
          onPick={(picked) => {
            setPicking(false);
            emoji.insert(picked);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </View>
  );
}

/** While there is something to choose from, keys choose; whether this one did. */
function chooseByKey(emoji: EmojiTyping, key: ComposerKey | null): boolean {
  const { choices, marked } = emoji;
  if (choices.length === 0 || key === null) return false;
  if (key === 'edit-latest') emoji.mark(marked - 1);
  else if (key === 'down') emoji.mark(marked + 1);
  else if (key === 'cancel') emoji.dismiss();
  else emoji.take(choices[marked]);
  return true;
}

const useStyles = createStyles((palette) => ({
  bar: { paddingHorizontal: space.md, paddingBottom: space.sm, gap: space.xxs },
  row: { flexDirection: 'row', alignItems: 'flex-end', gap: space.xs },
  field: { flex: 1, minWidth: 0 },
  inside: { position: 'absolute', right: 1, bottom: 1 },
  input: {
    ...bodyFont,
    ...type.body,
    minHeight: 46,
    maxHeight: MAX_HEIGHT,
    paddingLeft: space.md,
    paddingRight: TARGET_MIN_SIZE + 2,
    paddingVertical: PADDING - 1,
    borderRadius: radius.lg + 5,
    borderWidth: 1,
    borderColor: palette.lineStrong,
    backgroundColor: palette.surface,
    color: palette.text,
  },
}));
