import type { Reacting, Unplaced } from './facts.ts';
import type { ReactionChange, ReactionCount, ReactionDraft, ReactionsEntry } from './log.ts';

/** Changes of one entry: everybody in the room is sent it whole. */
export const ENTRY_MAX_CHANGES = 250;

type Open = { -readonly [Field in keyof ReactionsEntry]: ReactionsEntry[Field] };

/** The reactions of one batch: what they are after each of its drafts, and which of them share an entry. */
export class BatchReactions {
  readonly #counts = new Map<string, readonly ReactionCount[]>();
  readonly #own = new Map<string, boolean>();
  /** The newest entry of reactions of each event. */
  readonly #open = new Map<string, Open>();

  /** What is true of a reaction's message after what came before it in the batch. */
  after({ messageId, actorId, emoji }: ReactionDraft, stored: Reacting = nothing): Reacting {
    return {
      reactions: this.#counts.get(messageId) ?? stored.reactions,
      has: this.#own.get(keyOf(messageId, actorId, emoji)) ?? stored.has,
    };
  }

  /**
   * Puts reactions into the entry before them, where that is of the same message: the same as if they had
   * come together. `null`: they need one of their own.
   * @param head The log's last entry so far.
   */
  share(entry: Unplaced, head: number | undefined): ReactionsEntry | null {
    if (entry.kind !== 'reactions') return null;
    const open = this.#open.get(entry.eventId);
    if (open === undefined || open.seq !== head || open.messageId !== entry.messageId) return null;
    if (open.changes.length >= ENTRY_MAX_CHANGES) return null;
    open.reactions = entry.reactions;
    open.changes = withChanges(open.changes, entry.changes);
    this.#follow(entry);
    return open;
  }

  /** Takes on an entry that got a place of its own. */
  add(entry: ReactionsEntry): void {
    this.#open.set(entry.eventId, entry);
    this.#follow(entry);
  }

  #follow({ messageId, reactions, changes }: Omit<ReactionsEntry, 'seq'>): void {
    this.#counts.set(messageId, reactions);
    for (const { userId, emoji, on } of changes) this.#own.set(keyOf(messageId, userId, emoji), on);
  }
}

const nothing: Reacting = { reactions: [], has: false };

/** The last word of each person about each emoji. */
function withChanges(
  before: readonly ReactionChange[],
  added: readonly ReactionChange[],
): readonly ReactionChange[] {
  const isNew = ({ userId, emoji }: ReactionChange): boolean =>
    !added.some((change) => change.userId === userId && change.emoji === emoji);
  return [...before.filter(isNew), ...added];
}

/** Ids hold no blank, so the parts can't run together. */
const keyOf = (...parts: readonly string[]): string => parts.join(' ');
