import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { TextInput } from 'react-native';

import { type Mentioning, useMentionChoices } from '@/components/mentions/use-mention-choices';
import { cursorAfter, replaced, type Stretch } from '@/lib/emoji/shortcode';

import type { ComposedText } from './composed-text';
import type { Choice, Choices, Typed } from './composing';
import { placeCursor } from './place-cursor';
import { useEmojiChoices } from './use-emoji-choices';

export interface Composing extends Choices {
  /** Which of the choices Enter takes. */
  readonly marked: number;
  readonly mark: (index: number) => void;
  readonly take: (choice: Choice | undefined) => void;
  /** Leaves what was typed as it is. */
  readonly dismiss: () => void;
  /** The text was typed on; a shortcode that its last colon ended becomes its emoji. */
  readonly type: (text: string) => void;
  /** Puts an emoji where the cursor is. */
  readonly insert: (emoji: string) => void;
  readonly moveCursor: (to: Stretch) => void;
}

/**
 * Emoji and people in what is being written: `:tada:` and `@name`, with a list while one types, and from the picker.
 *
 * @param mentioning Whom it may mention; `null`: nobody.
 */
export function useComposing(
  input: RefObject<TextInput | null>,
  { text, change }: ComposedText,
  mentioning: Mentioning | null,
): Composing {
  const [selection, setSelection] = useState<Stretch>({ from: 0, to: 0 });
  const [dismissed, setDismissed] = useState<number | null>(null);
  const cursor = Math.min(selection.to, text.length);
  const emoji = useEmojiChoices(text, cursor);
  const mentions = useMentionChoices(text, cursor, mentioning);
  const { label, typed, choices } = emoji.typed === null ? mentions : emoji;
  const { marked, mark } = useMark(typed, choices.length);
  const placeAfterDrawing = useCursorPlace(input);

  const put = (of: string, stretch: Stretch, by: string): void => {
    const next = replaced(of, stretch, by);
    change(next.text);
    setSelection({ from: next.cursor, to: next.cursor });
    placeAfterDrawing(next.cursor);
    input.current?.focus();
  };
  return {
    label,
    typed,
    choices: dismissed !== null && dismissed === typed?.from ? [] : choices,
    marked,
    mark,
    take(choice) {
      if (typed !== null && choice !== undefined) put(text, typed, choice.take());
    },
    dismiss: () => setDismissed(typed?.from ?? null),
    insert: (picked) => put(text, within(selection, text), picked),
    type(next) {
      const whole = emoji.wholeAt(next, cursorAfter(text, next));
      if (whole === null) change(next);
      else put(next, whole, whole.emoji);
    },
    moveCursor: setSelection,
  };
}

/** Places the cursor in the commit that draws a changed text: what is typed next comes after what was put. */
function useCursorPlace(input: RefObject<TextInput | null>): (at: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current !== null) placeCursor(input.current, wanted.current);
    wanted.current = null;
  });
  return (at) => {
    wanted.current = at;
  };
}

/** The first is marked whenever something else is typed. */
function useMark(typed: Typed | null, count: number) {
  const [state, setState] = useState({ name: '', marked: 0 });
  const name = typed?.name ?? '';
  const marked = state.name === name ? Math.min(state.marked, Math.max(0, count - 1)) : 0;
  return {
    marked,
    mark: (index: number) => setState({ name, marked: (index + count) % Math.max(1, count) }),
  };
}

/** What is selected may be longer than a text that was emptied since. */
const within = ({ from, to }: Stretch, { length }: string): Stretch => ({
  from: Math.min(from, length),
  to: Math.min(to, length),
});
