import { setTimeout as sleep } from 'node:timers/promises';

import { keyOf, laterOf, type Hint } from './hints.ts';

/** Hints of one room within this time are one: the last one says it all. */
const COALESCE_MS = 20;

/** Where nothing could be told, it is tried again after this long. */
const RETRY_MS = 500;

/** More rooms at once than one process has; further hints are left to the polls. */
const WAITING_MAX = 20_000;

export interface Outbox {
  /** Call after the commit that it is about. Returns at once. */
  readonly tell: (hint: Hint) => void;
  /** Resolves when everything that was handed in is told, or could not be. */
  readonly settle: () => Promise<void>;
}

/**
 * Collects hints and sends them, one batch at a time: at once where nothing was
 * sent just now, else with everything that comes within 20 ms. What can't be
 * sent is kept, one hint a room, and replaced by newer ones.
 */
export function createOutbox(
  send: (hints: readonly Hint[]) => Promise<void>,
  onError: (error: unknown) => void,
): Outbox {
  const waiting = new Map<string, Hint>();
  let sending: Promise<void> | null = null;
  let isSettling = false;

  const put = (hint: Hint): void => {
    const key = keyOf(hint);
    const known = waiting.get(key);
    if (known !== undefined || waiting.size < WAITING_MAX) waiting.set(key, laterOf(known, hint));
  };

  /** Behind what came meanwhile: that is newer. */
  const putBack = (hints: readonly Hint[]): void => {
    for (const hint of hints) {
      const newer = waiting.get(keyOf(hint));
      if (newer === undefined) put(hint);
      else waiting.set(keyOf(hint), laterOf(hint, newer));
    }
  };

  const sendAll = async (): Promise<void> => {
    // The rest of what happens in this tick goes along.
    await Promise.resolve();
    while (waiting.size > 0) {
      const hints = [...waiting.values()];
      waiting.clear();
      const isSent = await send(hints).then(
        () => true,
        (error: unknown) => {
          onError(error);
          return false;
        },
      );
      if (!isSent && isSettling) break;
      if (!isSent) putBack(hints);
      if (!isSettling) await sleep(isSent ? COALESCE_MS : RETRY_MS);
    }
    sending = null;
  };

  return {
    tell(hint) {
      put(hint);
      sending ??= sendAll();
    },
    settle: async () => {
      isSettling = true;
      await sending;
      isSettling = false;
    },
  };
}
