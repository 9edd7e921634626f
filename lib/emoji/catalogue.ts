import type { CompactEmoji } from 'emojibase';

/** Skin tones, the lightest first; `null` is the yellow that says nothing. */
export const TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;
export type Tone = (typeof TONES)[number] | null;

export interface EmojiItem {
  /** As Unicode recommends to write it, without a skin tone. */
  readonly emoji: string;
  /** What it shows, in words. */
  readonly label: string;
  /** Without colons, the usual one first; may be empty. */
  readonly shortcodes: readonly string[];
  /** Other words that it is looked for by. */
  readonly tags: readonly string[];
  /** The same with each of {@link TONES}; empty where it has none. */
  readonly tones: readonly string[];
}

export interface EmojiGroup {
  readonly name: string;
  readonly items: readonly EmojiItem[];
}

export interface EmojiCatalogue {
  readonly groups: readonly EmojiGroup[];
  /** All of them, in the order of their groups. */
  readonly items: readonly EmojiItem[];
}

/** What the groups of the data are called, by their numbers there; the others are parts of emoji. */
const GROUPS: readonly (readonly [number, string])[] = [
  [0, 'Smileys'],
  [1, 'People'],
  [3, 'Animals and nature'],
  [4, 'Food and drink'],
  [5, 'Travel and places'],
  [6, 'Activities'],
  [7, 'Objects'],
  [8, 'Symbols'],
  [9, 'Flags'],
];

type Shortcodes = Readonly<Record<string, string | readonly string[]>>;

/** Puts the library's data into the order of the picker. */
export function toCatalogue(data: readonly CompactEmoji[], shortcodes: Shortcodes): EmojiCatalogue {
  const groups = GROUPS.map(([group, name]) => ({
    name,
    items: data
      .filter((emoji) => emoji.group === group)
      .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
      .map((emoji) => toItem(emoji, shortcodes[emoji.hexcode])),
  }));
  return { groups, items: groups.flatMap(({ items }) => items) };
}

const toItem = (
  { unicode, label, tags = [], skins = [] }: CompactEmoji,
  codes: Shortcodes[string] = [],
): EmojiItem => ({
  emoji: asRecommended(unicode),
  label,
  shortcodes: [codes].flat(),
  tags,
  // Two people may have two tones; each of ours is of both.
  tones: TONES.flatMap(
    (tone) => skins.find((skin) => skin.label === `${label}: ${tone} skin tone`)?.unicode ?? [],
  ),
});

/** What is drawn as emoji by itself is not told so; the data tells it all the same. */
const asRecommended = (unicode: string): string =>
  unicode.replace(/^(\p{Emoji_Presentation})\u{FE0F}$/u, '$1');

/** An emoji as somebody with this skin tone would send it. */
export function withTone({ emoji, tones }: EmojiItem, tone: Tone): string {
  return (tone === null ? undefined : tones[TONES.indexOf(tone)]) ?? emoji;
}

let loading: Promise<EmojiCatalogue> | null = null;

/** The catalogue, loaded when it is first asked for: it is larger than the rest of the chat. */
export function loadCatalogue(): Promise<EmojiCatalogue> {
  loading ??= Promise.all([
    import('emojibase-data/en/compact.json'),
    import('emojibase-data/en/shortcodes/github.json'),
  ]).then(([data, codes]) => toCatalogue(data.default, codes.default));
  // Without a network it is tried again the next time.
  loading.catch(() => (loading = null));
  return loading;
}
