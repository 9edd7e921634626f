import type { LogEntry } from '../../domain/log.ts';

/** Entries of one read: enough to catch up fast, few enough to hold in memory. */
const READ_MAX = 200;

export interface FeedOptions {
  /** The head of the log when the feed starts: entries after it are delivered. */
  readonly head: number;
  /** Reads entries after a place, in order, without a gap. Rejects where they are not to be had, or of another log. */
  readonly read: (after: number, limit: number) => Promise<readonly LogEntry[]>;
  /** Hands on one entry. Called in the log's order, each once. */
  readonly deliver: (entry: LogEntry) => void;
  /** Whether an entry can be handed on now; else the feed waits for {@link Feed.goOn}. */
  readonly canDeliver: () => boolean;
  readonly onError: (error: unknown) => void;
}

export interface Feed {
  /** The last entry that was delivered. */
  readonly delivered: () => number;
  /** An entry that was committed here. */
  accept(entry: LogEntry): void;
  /** Somebody says that the log goes up to here. */
  wake(head: number): void;
  /** Entries can be handed on again. */
  goOn(): void;
  /** Wakes it, and resolves when it has delivered that far, or could not. */
  reach(head: number): Promise<void>;
  stop(): void;
}

/**
 * Delivers one log: entry n only after n − 1, each once.
 *
 * What comes from outside is only a hint that there is more. An entry that
 * continues the feed is delivered at once; anything else makes it read on from
 * the log, one read at a time. A read that fails is left to the next hint.
 */
export function createFeed(options: FeedOptions): Feed {
  const { head, read, deliver, canDeliver, onError } = options;
  let delivered = head;
  let known = head;
  let reading: Promise<void> | null = null;
  let isStopped = false;
  const isOpen = (): boolean => !isStopped && canDeliver();

  const offer = (entry: LogEntry): void => {
    if (entry.seq !== delivered + 1 || !isOpen()) return;
    delivered = entry.seq;
    attempt(() => deliver(entry), onError);
  };

  const readOn = async (): Promise<void> => {
    while (known > delivered && isOpen()) {
      const wanted = known;
      const entries = await read(delivered, READ_MAX);
      // Behind a head that is not there, as after a restored database: the poll finds out.
      if (entries.length === 0 && known === wanted) known = delivered;
      entries.forEach(offer);
    }
  };

  const catchUp = async (): Promise<void> => {
    try {
      await readOn();
    } catch (error) {
      known = delivered;
      onError(error);
    } finally {
      reading = null;
    }
  };

  const wake = (to: number): void => {
    known = Math.max(known, to);
    if (reading === null && known > delivered && isOpen()) reading = catchUp();
  };

  return {
    delivered: () => delivered,
    accept(entry) {
      offer(entry);
      wake(entry.seq);
    },
    wake,
    goOn: () => wake(known),
    reach(to) {
      wake(to);
      return reading ?? Promise.resolve();
    },
    stop: () => void (isStopped = true),
  };
}

function attempt(work: () => void, onError: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    onError(error);
  }
}
