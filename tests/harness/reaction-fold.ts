import type { LogEntry, ReactionCount } from '../../domain/log.ts';

export interface FoldedReactions {
  /** By message: who gave it which emoji, as `person emoji`. */
  readonly rows: ReadonlyMap<string, ReadonlySet<string>>;
  /** By message: what the newest entry says that it has. */
  readonly sums: ReadonlyMap<string, readonly ReactionCount[]>;
  /** What is wrong with it, in words. */
  readonly faults: readonly string[];
}

/** What a whole log says of reactions, added up one by one, and where its sums are others. */
export function foldReactions(entries: readonly LogEntry[]): FoldedReactions {
  const rows = new Map<string, Set<string>>();
  const sums = new Map<string, readonly ReactionCount[]>();
  const deleted = new Set<string>();
  const faults: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'message-deleted') {
      deleted.add(entry.messageId);
      rows.delete(entry.messageId);
      sums.delete(entry.messageId);
    }
    if (entry.kind !== 'reactions') continue;
    const { messageId, seq, reactions } = entry;
    if (deleted.has(messageId)) faults.push(`${seq}: of a deleted message`);
    const own = rows.get(messageId) ?? new Set();
    rows.set(messageId, own);
    sums.set(messageId, reactions);
    for (const { userId, emoji, on } of entry.changes) {
      if (on) own.add(`${userId} ${emoji}`);
      else own.delete(`${userId} ${emoji}`);
    }
    if (!isSame(countsOf(own), reactions)) faults.push(`${seq}: not the sum`);
  }
  return { rows, sums, faults };
}

export function countsOf(rows: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const emoji = row.slice(row.indexOf(' ') + 1);
    counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  }
  return counts;
}

const isSame = (
  counts: ReadonlyMap<string, number>,
  reactions: readonly ReactionCount[],
): boolean =>
  counts.size === reactions.length &&
  reactions.every(({ emoji, count }) => counts.get(emoji) === count);
