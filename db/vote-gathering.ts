import type { Outcome } from './log.ts';
import { VoteLine, type AppendVote, type CountedDraft } from './vote-line.ts';

export interface VoteGathering {
  /** Resolves to the draft's outcome; never rejects where `append` does not. */
  append(draft: CountedDraft): Promise<Outcome>;
  /** Drafts of an event that wait. */
  sizeOf(eventId: string): number;
  readonly size: () => number;
  /** Resolves when every vote that was handed in has its outcome. */
  settle(): Promise<void>;
}

/**
 * Holds votes back so that those of a moment are of one batch, and share an entry: each notice goes to everybody in the
 * room, and a whole room votes at once. Each is answered after its commit all the same.
 */
export function createVoteGathering(append: AppendVote): VoteGathering {
  const lines = new Map<string, VoteLine>();

  const lineOf = (draft: CountedDraft): VoteLine => {
    const key = keyOf(draft);
    const known = lines.get(key);
    if (known !== undefined) return known;
    const { eventId } = draft;
    const line = new VoteLine({ eventId, append, onEmpty: () => void lines.delete(key) });
    lines.set(key, line);
    return line;
  };
  const sum = (some: readonly VoteLine[]): number => some.reduce((all, { size }) => all + size, 0);
  return {
    append: (draft) => lineOf(draft).add(draft),
    sizeOf: (eventId) => sum([...lines.values()].filter((line) => line.eventId === eventId)),
    size: () => sum([...lines.values()]),
    async settle() {
      await Promise.all([...lines.values()].map((line) => line.settle()));
    },
  };
}

/** What shares an entry: votes in one poll, and those for all questions of one event. Ids hold no blank. */
const keyOf = (draft: CountedDraft): string =>
  draft.kind === 'vote' ? draft.messageId : `questions ${draft.eventId}`;
