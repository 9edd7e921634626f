import type { EmojiItem } from './catalogue.ts';

const FOUND_MAX = 60;

/** How well an emoji fits, 0 the best; `null`: not at all. */
function rankOf({ label, shortcodes, tags }: EmojiItem, asked: string): number | null {
  const code = asked.replaceAll(' ', '_');
  if (shortcodes.includes(code)) return 0;
  if (shortcodes.some((each) => each.startsWith(code))) return 1;
  if (label.toLowerCase().startsWith(asked) || tags.includes(asked)) return 2;
  const words = [...label.toLowerCase().split(' '), ...tags];
  if (words.some((word) => word.startsWith(asked))) return 3;
  return shortcodes.some((each) => each.includes(code)) ? 4 : null;
}

/** Emoji by what they are called, the best first; equally good ones in the catalogue's order. */
export function searchEmoji(
  items: readonly EmojiItem[],
  query: string,
  max = FOUND_MAX,
): readonly EmojiItem[] {
  const asked = query.trim().toLowerCase().replaceAll(/^:|:$/g, '');
  if (asked === '') return [];
  return items
    .flatMap((item) => {
      const rank = rankOf(item, asked);
      return rank === null ? [] : { item, rank };
    })
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, max)
    .map(({ item }) => item);
}
