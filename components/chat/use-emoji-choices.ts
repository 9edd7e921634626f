import { emojiHabits } from '@/components/emoji/emoji-habits';
import { useCatalogue } from '@/components/emoji/use-catalogue';
import { type EmojiItem, withTone } from '@/lib/emoji/catalogue';
import { searchEmoji } from '@/lib/emoji/search';
import { type Shortcode, shortcodeAt } from '@/lib/emoji/shortcode';

import type { Choice, Choices } from './composing';

const CHOICES_MAX = 6;

export interface EmojiChoices extends Choices {
  /** The emoji of a shortcode that was typed to its last colon; `null` where there is none. */
  readonly wholeAt: (
    text: string,
    cursor: number,
  ) => (Shortcode & { readonly emoji: string }) | null;
}

/** What the shortcode that is being typed may become: `:tada:`. */
export function useEmojiChoices(text: string, cursor: number): EmojiChoices {
  const code = shortcodeAt(text, cursor);
  const catalogue = useCatalogue(code !== null);
  const isThere = code !== null && catalogue !== null && catalogue !== 'failed';
  const found = isThere ? searchEmoji(catalogue.items, code.name, CHOICES_MAX) : [];
  return {
    label: 'Emoji for this word',
    typed: code,
    choices: code?.isWhole === true ? [] : found.map(toChoice),
    wholeAt(next, at) {
      const typed = shortcodeAt(next, at);
      const item = typed?.isWhole === true ? found.find(isCalled(typed)) : undefined;
      return typed === null || item === undefined ? null : { ...typed, emoji: toUse(item) };
    },
  };
}

const toChoice = (item: EmojiItem): Choice => ({
  key: item.emoji,
  lead: { kind: 'text', text: item.emoji },
  words: `:${item.shortcodes[0] ?? item.label}:`,
  take: () => toUse(item),
});

const isCalled =
  ({ name }: Shortcode) =>
  ({ shortcodes }: EmojiItem): boolean =>
    shortcodes.includes(name);

/** An emoji as one uses it oneself, from now on among those used last. */
function toUse(item: EmojiItem): string {
  const emoji = withTone(item, emojiHabits.getSnapshot().tone);
  emojiHabits.use(emoji);
  return emoji;
}
