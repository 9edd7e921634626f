import type { ReactionDraft } from '../domain/log.ts';
import type { Turn } from '../domain/ports.ts';
import type { Outcome } from './log.ts';
import { ReactionWindow } from './reaction-window.ts';

export interface ReactionGathering {
  /** Resolves to the draft's outcome; never rejects where `append` does not. */
  append(draft: ReactionDraft, turn?: Turn): Promise<Outcome>;
  /** Drafts of an event that wait for their window's end. */
  sizeOf(eventId: string): number;
  readonly size: () => number;
  /** Hands on everything that waits. */
  flush(): void;
}

/**
 * Holds reactions back so that those of a moment are of one batch, and share an entry: each notice goes
 * to everybody in the room, and hundreds may react to one sentence. Each is answered after its commit all the same.
 */
export function createReactionGathering(
  append: (draft: ReactionDraft) => Promise<Outcome>,
): ReactionGathering {
  const windows = new Map<string, ReactionWindow>();

  const open = (eventId: string, leftAt = -Infinity): void => {
    const onEnd = (window: ReactionWindow): void => {
      windows.delete(eventId);
      if (window.isUsed) open(eventId, window.leftAt);
    };
    windows.set(eventId, new ReactionWindow({ append, onEnd, leftAt }));
  };

  return {
    append(draft, turn) {
      const window = windows.get(draft.eventId);
      if (window !== undefined) return window.add(draft, turn);
      open(draft.eventId);
      return append(draft);
    },
    sizeOf: (eventId) => windows.get(eventId)?.size ?? 0,
    size: () => [...windows.values()].reduce((sum, window) => sum + window.size, 0),
    flush: () => [...windows.values()].forEach((window) => window.end()),
  };
}
