import type { FinalLog } from '../history.ts';

/** What a log says of reactions, added up entry by entry. */
export interface Fold {
  /** By message: who gave it which emoji, as `person emoji`. */
  readonly rows: ReadonlyMap<string, ReadonlySet<string>>;
  /** Each that came or went, as `message person emoji on`, or `off`. */
  readonly reacted: readonly { readonly wish: string; readonly seq: number }[];
  /** Places of entries whose sums are others, or that are of a message that was deleted before. */
  readonly faults: readonly number[];
}

export function foldReactions({ entries }: FinalLog): Fold {
  const rows = new Map<string, Set<string>>();
  const deleted = new Set<string>();
  const reacted: Fold['reacted'][number][] = [];
  const faults: number[] = [];
  for (const { kind, seq, messageId, ...entry } of entries) {
    const id = messageId ?? '';
    if (kind === 'message-deleted') {
      deleted.add(id);
      rows.delete(id);
    }
    if (kind !== 'reactions') continue;
    const { own, wishes, isSum } = followEntry(rows.get(id) ?? new Set(), entry);
    rows.set(id, own);
    reacted.push(...wishes.map((wish) => ({ wish: `${id} ${wish}`, seq })));
    if (deleted.has(id) || !isSum) faults.push(seq);
  }
  return { rows, reacted, faults };
}

function followEntry(
  own: Set<string>,
  { reactions = [], reacted = [] }: Pick<FinalLog['entries'][number], 'reactions' | 'reacted'>,
) {
  const wishes = reacted.map((change) => follow(own, change));
  return { own, wishes, isSum: isSumOf(sumsOf(own), reactions) };
}

/** @returns what was changed, as it was wished. */
function follow(own: Set<string>, [person, emoji, on]: readonly [string, string, boolean]): string {
  const row = `${person} ${emoji}`;
  if (on) own.add(row);
  else own.delete(row);
  return `${row} ${on ? 'on' : 'off'}`;
}

/** How many gave each emoji. */
export function sumsOf(rows: Iterable<string>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const emoji = row.slice(row.indexOf(' ') + 1);
    sums.set(emoji, (sums.get(emoji) ?? 0) + 1);
  }
  return sums;
}

const isSumOf = (
  sums: ReadonlyMap<string, number>,
  said: readonly (readonly [string, number])[],
): boolean =>
  sums.size === said.length && said.every(([emoji, count]) => sums.get(emoji) === count);
