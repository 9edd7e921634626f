import type { Reaction } from '@/protocol/wire';

/** A reaction as it is read out. */
export function reactionWords({ emoji, count, own }: Reaction): string {
  const people = count === 1 ? '1 person' : `${count} people`;
  if (own !== true) return `${emoji}, ${people}`;
  return count === 1 ? `${emoji}, you` : `${emoji}, ${people}, you among them`;
}

/** Behind a list of names that ends before all are named; `null` where none is missing. */
export const moreWords = (named: number, count: number): string | null =>
  count > named ? `and ${(count - named).toLocaleString('en')} more` : null;
