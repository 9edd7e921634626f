import type { ReactionDraft } from '../domain/log.ts';
import type { Outcome } from './log.ts';

/** At most one entry for a message's reactions in this time on one node; the first waits for nothing. */
const WINDOW_MS = 500;

interface Waiting {
  readonly draft: ReactionDraft;
  readonly resolve: (outcome: Promise<Outcome>) => void;
}

/** The reactions of one event within one window. */
interface Window {
  waiting: Waiting[];
  timer: ReturnType<typeof setTimeout>;
}

export interface ReactionGathering {
  /** Resolves to the draft's outcome; never rejects where `append` does not. */
  append(draft: ReactionDraft): Promise<Outcome>;
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
  const windows = new Map<string, Window>();

  const close = (eventId: string): void => {
    const window = windows.get(eventId);
    if (window === undefined) return;
    clearTimeout(window.timer);
    windows.delete(eventId);
    if (window.waiting.length === 0) return;
    open(eventId);
    for (const { draft, resolve } of byMessage(window.waiting)) resolve(append(draft));
  };

  const open = (eventId: string): void => {
    const timer = setTimeout(() => close(eventId), WINDOW_MS);
    windows.set(eventId, { waiting: [], timer });
  };

  const sizeOf = (eventId: string): number => windows.get(eventId)?.waiting.length ?? 0;

  return {
    append(draft) {
      const window = windows.get(draft.eventId);
      if (window !== undefined) {
        return new Promise((resolve) => window.waiting.push({ draft, resolve }));
      }
      open(draft.eventId);
      return append(draft);
    },
    sizeOf,
    size: () => [...windows.values()].reduce((sum, { waiting }) => sum + waiting.length, 0),
    flush: () => [...windows.keys()].forEach(close),
  };
}

/** Those to one message next to each other, else in the order of their coming. */
const byMessage = (waiting: readonly Waiting[]): readonly Waiting[] =>
  [...Map.groupBy(waiting, ({ draft }) => draft.messageId).values()].flat();
