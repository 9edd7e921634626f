import type { Reaction } from '@/protocol/wire';

/** A reaction as it is read out. */
export function reactionWords({ emoji, count, own }: Reaction): string {
  const people = count === 1 ? '1 person' : `${count} people`;
  if (own !== true) return `${emoji}, ${people}`;
  return count === 1 ? `${emoji}, you` : `${emoji}, ${people}, you among them`;
}
