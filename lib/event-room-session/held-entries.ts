import type { OutboxEntry, OutboxStore, Outcome } from '../storage/outbox-store.ts';

interface Held {
  readonly entry: OutboxEntry;
  /** Resolves when the entry is kept. */
  readonly kept: Promise<void>;
  isKept: boolean;
}

/** The entries of one room that have no final answer. */
export interface HeldEntries {
  /** Keeps an entry on the device. */
  readonly keep: (entry: OutboxEntry) => void;
  /** Takes on an entry that is kept already. */
  readonly take: (entry: OutboxEntry) => void;
  /** Somebody else settled it. */
  readonly forget: (clientMessageId: string) => void;
  /** Forgets it here and on the device, where it is known. */
  readonly settle: (clientMessageId: string, outcome: Outcome) => void;
  readonly get: (clientMessageId: string) => OutboxEntry | null;
  readonly isKept: (clientMessageId: string) => boolean;
  readonly ids: () => readonly string[];
}

/** Calls `onKept` each time that one more entry is kept. */
export function createHeldEntries(store: OutboxStore, onKept: () => void): HeldEntries {
  const held = new Map<string, Held>();
  const hold = (entry: OutboxEntry, kept: Promise<void>): void => {
    const own: Held = { entry, kept, isKept: false };
    held.set(entry.clientMessageId, own);
    void kept.then(() => {
      own.isKept = true;
      onKept();
    });
  };
  return {
    keep: (entry) => hold(entry, store.keep(entry)),
    take: (entry) => hold(entry, Promise.resolve()),
    forget: (clientMessageId) => void held.delete(clientMessageId),
    settle(clientMessageId, outcome) {
      const known = held.get(clientMessageId);
      if (known === undefined) return;
      held.delete(clientMessageId);
      // Not before it is kept: else it would be kept for ever.
      void known.kept.then(() => store.settle(known.entry, outcome));
    },
    get: (clientMessageId) => held.get(clientMessageId)?.entry ?? null,
    isKept: (clientMessageId) => held.get(clientMessageId)?.isKept === true,
    ids: () => [...held.keys()],
  };
}
