import { type EmojiCatalogue, type EmojiItem, type Tone, withTone } from '@/lib/emoji/catalogue';
import { searchEmoji } from '@/lib/emoji/search';

/** An emoji as it is chosen, with what it shows in words. */
export interface Choice {
  readonly emoji: string;
  readonly label: string;
}

export type PickerRow =
  | { readonly type: 'title'; readonly key: string; readonly title: string }
  | { readonly type: 'emoji'; readonly key: string; readonly choices: readonly Choice[] };

interface Wanted {
  readonly query: string;
  readonly recent: readonly string[];
  readonly tone: Tone;
  /** How many stand in a row. */
  readonly columns: number;
}

/** The picker's rows: what was searched for, else what was used last and then all, by groups. */
export function pickerRows(catalogue: EmojiCatalogue, wanted: Wanted): readonly PickerRow[] {
  const { query, recent, tone, columns } = wanted;
  const choose = (item: EmojiItem): Choice => ({ emoji: withTone(item, tone), label: item.label });
  if (query.trim() !== '') {
    return inRows('Found', searchEmoji(catalogue.items, query).map(choose), columns);
  }
  const used = recent.map((emoji) => ({ emoji, label: labelOf(catalogue, emoji) }));
  return [
    ...inRows('Used last', used, columns),
    ...catalogue.groups.flatMap(({ name, items }) => inRows(name, items.map(choose), columns)),
  ];
}

const labelOf = ({ items }: EmojiCatalogue, emoji: string): string =>
  items.find((item) => item.emoji === emoji || item.tones.includes(emoji))?.label ?? emoji;

function inRows(title: string, choices: readonly Choice[], columns: number): readonly PickerRow[] {
  if (choices.length === 0) return [];
  const rows = Array.from({ length: Math.ceil(choices.length / columns) }, (_, index) => ({
    type: 'emoji' as const,
    key: `${title} ${index}`,
    choices: choices.slice(index * columns, (index + 1) * columns),
  }));
  return [{ type: 'title', key: title, title }, ...rows];
}
