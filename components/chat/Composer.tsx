import Check from 'lucide-react-native/icons/check';
import PartyPopper from 'lucide-react-native/icons/party-popper';
import SendHorizontal from 'lucide-react-native/icons/send-horizontal';
import Smile from 'lucide-react-native/icons/face-slightly-smiling';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { TextInput, type TextInputKeyPressEvent, View } from 'react-native';

import type { ComposerFiles as Files } from '@/components/files/composer-files';
import { ComposerFiles } from '@/components/files/ComposerFiles';
import { saidWords } from '@/components/files/file-words';
import { useComposerFiles } from '@/components/files/use-composer-files';
import { EmojiPicker } from '@/components/emoji/EmojiPicker';
import { useComposerGate } from '@/components/moderation/use-composer-gate';
import type { Mentioning } from '@/components/mentions/use-mention-choices';
import { Copy } from '@/components/ui/Copy';
import { bodyFont } from '@/components/ui/fonts';
import { IconButton } from '@/components/ui/IconButton';
import { createStyles, usePalette } from '@/components/ui/theme';
import { radius, space, TARGET_MIN_SIZE, type } from '@/components/ui/tokens';
import type { EventRoomView } from '@/hooks/useEventRoom';
import type { OwnStanding } from '@/lib/event-room';
import type { Cheer, ReplyTo } from '@/protocol/wire';

import { AddButton } from './AddButton';
import { CheerBar } from './CheerBar';
import { ChoiceList } from './ChoiceList';
import { canSubmit, type ComposedText, type ComposerKey, lengthOf } from './composed-text';
import { composerKey } from './composer-keys';
import { ComposerHint } from './ComposerHint';
import { EditingBar } from './EditingBar';
import { ReplyBar } from './ReplyBar';
import { useAutoHeight } from './use-auto-height';
import { type Composing, useComposing } from './use-composing';
import { type RewritingParts, useRewriting } from './use-rewriting';
import { useWriting, type WritingParts } from './use-writing';

interface ComposerProps extends Omit<WritingParts, 'files'>, RewritingParts {
  readonly onCheer: (emoji: Cheer) => void;
  readonly mentioning: Mentioning;
  readonly eventId: string;
  readonly standing: OwnStanding | null;
  readonly files: Files;
  /** What the message that is being written answers. */
  readonly answered: ReplyTo | null;
  /** What one has just begun to edit or to answer. */
  readonly begunKey: string | null;
  readonly onAnswerEnd: () => void;
  /** ArrowUp was pressed where nothing is written. */
  readonly onEditLatest: () => void;
  /** `null`: one may not ask polls. */
  readonly createPoll: EventRoomView['createPoll'] | null;
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
  const { standing, files, editing, answered, onEditEnd, onEditLatest, onCheer } = props;
  const styles = useStyles();
  const input = useRef<TextInput>(null);
  const [isCheering, setCheering] = useState(false);
  const view = useComposerFiles(files, props.eventId);
  const writing = useWriting({ ...props, files: view });
  const rewriting = useRewriting(props);
  const composed = rewriting ?? writing;
  // A message that gets other words mentions nobody anew.
  const composing = useComposing(input, composed, rewriting === null ? props.mentioning : null);
  const words = rewriting === null ? WRITING : REWRITING;
  const gate = useComposerGate(standing);
  const mayGo = canSubmit(composed) && (gate === null || words === REWRITING);
  useFocusOnChange(input, props.begunKey);
  const cancel = () => {
    if (editing === null) props.onAnswerEnd();
    else onEditEnd(editing);
    input.current?.focus();
  };
  const submit = () => {
    if (!mayGo) return;
    composed.submit();
    input.current?.focus();
  };
  const press = (event: TextInputKeyPressEvent) => {
    const key = composerKey(event);
    if (chooseByKey(composing, key)) return event.preventDefault();
    if (key === 'send') submit();
    else if (key === 'cancel' && (editing ?? answered) !== null) cancel();
    else if (key === 'edit-latest' && editing === null && writing.text === '') onEditLatest();
    else return;
    event.preventDefault();
  };
  return (
    <View style={styles.bar}>
      <BegunBar
        editing={editing}
        answered={answered}
        ownUserId={props.mentioning.ownUserId}
        onCancel={cancel}
      />
      <ChoiceList {...composing} />
      <GateLine words={gate} />
      {rewriting === null && <ComposerFiles files={files} view={view} />}
      <ComposerHint refusal={composed.refusal} length={lengthOf(composed)} />
      {isCheering && <CheerBar onCheer={onCheer} />}
      <View style={styles.row}>
        <AddButton
          isDisabled={gate !== null || rewriting !== null}
          onChoose={files.add}
          onRefusal={files.say}
          createPoll={props.createPoll}
        />
        <ComposerInput
          input={input}
          composed={composed}
          label={words.input}
          composing={composing}
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
  readonly ownUserId: string;
  readonly onCancel: () => void;
}

/** What is typed is for: other words of a message, or an answer to one. */
function BegunBar(props: BegunBarProps): ReactElement | null {
  const { editing, answered, ownUserId, onCancel } = props;
  if (editing !== null) {
    return <EditingBar content={saidWords(editing.content, editing.files)} onCancel={onCancel} />;
  }
  if (answered === null) return null;
  return <ReplyBar answered={answered} ownUserId={ownUserId} onCancel={onCancel} />;
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
  readonly composing: Composing;
  readonly onKeyPress: (event: TextInputKeyPressEvent) => void;
}

function ComposerInput(props: ComposerInputProps): ReactElement {
  const { input, composed, label, composing, onKeyPress } = props;
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
        onChangeText={composing.type}
        onBlur={composed.leave}
        onKeyPress={onKeyPress}
        onSelectionChange={({ nativeEvent: { selection } }) =>
          composing.moveCursor({ from: selection.start, to: selection.end })
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
            composing.insert(picked);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </View>
  );
}

/** While there is something to choose from, keys choose; whether this one did. */
function chooseByKey(composing: Composing, key: ComposerKey | null): boolean {
  const { choices, marked } = composing;
  if (choices.length === 0 || key === null) return false;
  if (key === 'edit-latest') composing.mark(marked - 1);
  else if (key === 'down') composing.mark(marked + 1);
  else if (key === 'cancel') composing.dismiss();
  else composing.take(choices[marked]);
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
