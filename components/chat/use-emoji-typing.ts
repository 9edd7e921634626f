import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { TextInput } from 'react-native';

import { emojiHabits } from '@/components/emoji/emoji-habits';
import { useCatalogue } from '@/components/emoji/use-catalogue';
import { type EmojiItem, withTone } from '@/lib/emoji/catalogue';
import { searchEmoji } from '@/lib/emoji/search';
import {
  cursorAfter,
  replaced,
  type Shortcode,
  shortcodeAt,
  type Stretch,
} from '@/lib/emoji/shortcode';

import type { ComposedText } from './composed-text';
import { placeCursor } from './place-cursor';

const CHOICES_MAX = 6;

export interface EmojiTyping {
  /** What a shortcode that is being typed may become; empty where none is. */
  readonly choices: readonly EmojiItem[];
  /** Which of them Enter takes. */
  readonly marked: number;
  readonly mark: (index: number) => void;
  readonly take: (item: EmojiItem | undefined) => void;
  /** Leaves what was typed as it is. */
  readonly dismiss: () => void;
  /** The text was typed on; a shortcode that its last colon ended becomes its emoji. */
  readonly type: (text: string) => void;
  /** Puts an emoji where the cursor is. */
  readonly insert: (emoji: string) => void;
  readonly moveCursor: (to: Stretch) => void;
}

/** Emoji in what is being written: `:tada:`, with a list while it is typed, and from the picker. */
export function useEmojiTyping(
  input: RefObject<TextInput | null>,
  { text, change }: ComposedText,
): EmojiTyping {
  const [selection, setSelection] = useState<Stretch>({ from: 0, to: 0 });
  const [dismissed, setDismissed] = useState<number | null>(null);
  const code = shortcodeAt(text, Math.min(selection.to, text.length));
  const found = useFound(code);
  const choices = code === null || code.isWhole || dismissed === code.from ? [] : found;
  const { marked, mark } = useMark(code, choices.length);
  const placeAfterDrawing = useCursorPlace(input);

  const put = (of: string, stretch: Stretch, emoji: string): void => {
    const next = replaced(of, stretch, emoji);
    change(next.text);
    setSelection({ from: next.cursor, to: next.cursor });
    placeAfterDrawing(next.cursor);
    input.current?.focus();
  };
  const take = (item: EmojiItem | undefined): void => {
    if (code === null || item === undefined) return;
    put(text, code, toUse(item));
  };
  const type = (next: string): void => {
    const typed = shortcodeAt(next, cursorAfter(text, next));
    const item = typed?.isWhole === true ? found.find(isCalled(typed)) : undefined;
    if (typed === null || item === undefined) return change(next);
    put(next, typed, toUse(item));
  };

  return {
    choices,
    marked,
    mark,
    take,
    dismiss: () => setDismissed(code?.from ?? null),
    insert: (emoji) => put(text, within(selection, text), emoji),
    type,
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

function useFound(code: Shortcode | null): readonly EmojiItem[] {
  const catalogue = useCatalogue(code !== null);
  if (code === null || catalogue === null || catalogue === 'failed') return [];
  return searchEmoji(catalogue.items, code.name, CHOICES_MAX);
}

/** The first is marked whenever something else is typed. */
function useMark(code: Shortcode | null, count: number) {
  const [state, setState] = useState({ name: '', marked: 0 });
  const name = code?.name ?? '';
  const marked = state.name === name ? Math.min(state.marked, Math.max(0, count - 1)) : 0;
  return {
    marked,
    mark: (index: number) => setState({ name, marked: (index + count) % Math.max(1, count) }),
  };
}

const isCalled =
  ({ name }: Shortcode) =>
  ({ shortcodes }: EmojiItem): boolean =>
    shortcodes.includes(name);

/** What is selected may be longer than a text that was emptied since. */
const within = ({ from, to }: Stretch, { length }: string): Stretch => ({
  from: Math.min(from, length),
  to: Math.min(to, length),
});

/** An emoji as one uses it oneself, from now on among those used last. */
function toUse(item: EmojiItem): string {
  const emoji = withTone(item, emojiHabits.getSnapshot().tone);
  emojiHabits.use(emoji);
  return emoji;
}
