import type { Kysely } from 'kysely';

import type { Draft, LogEntry } from '../domain/log.ts';
import type { EventLog } from '../domain/ports.ts';
import { refusal } from '../protocol/errors.ts';
import { fail } from '../protocol/result.ts';
import { isDataError } from './errors.ts';
import { appendBatch, type Outcome } from './log.ts';
import type { Database } from './schema.ts';

/** Drafts in one transaction at most: enough to share its cost, few enough to keep it short. */
const BATCH_MAX = 256;

/** Drafts that may wait; more than the database clears within a client's patience is better refused at once. */
const QUEUE_MAX = 10_000;
const OVERLOADED_RETRY_MS = 1_000;

export interface GroupCommitOptions {
  readonly db: Kysely<Database>;
  /** Told of new entries after their commit, in the log's order for each event. Must not throw. */
  readonly onCommitted: (entries: readonly LogEntry[]) => void;
  readonly onError: (error: unknown) => void;
}

interface Waiting {
  readonly draft: Draft;
  readonly resolve: (outcome: Outcome) => void;
}

export interface GroupCommit extends EventLog {
  /** Resolves when everything that was handed in has its outcome. */
  settle(): Promise<void>;
}

/**
 * One writer a process: while one transaction commits, the next batch collects.
 * No timer, so a lone message waits for nothing; under load a commit is shared
 * by all that came meanwhile, which is what PostgreSQL's commit rate asks for.
 *
 * A draft that the database can't store fails alone: its batch is done again one
 * by one.
 */
export function createGroupCommit({ db, onCommitted, onError }: GroupCommitOptions): GroupCommit {
  const queue: Waiting[] = [];
  let running: Promise<void> | null = null;

  const run = async (drafts: readonly Draft[]): Promise<readonly Outcome[]> => {
    try {
      return await appendBatch(db, drafts);
    } catch (error) {
      onError(error);
      if (!isDataError(error) || drafts.length === 1)
        return drafts.map(() => fail(toRefusal(error)));
      const alone: Outcome[] = [];
      for (const draft of drafts) alone.push(...(await run([draft])));
      return alone;
    }
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH_MAX);
      const outcomes = await run(batch.map((waiting) => waiting.draft));
      onCommitted(outcomes.flatMap(newEntry));
      batch.forEach(({ resolve }, index) => resolve(outcomes[index] ?? fail(lost)));
    }
    running = null;
  };

  return {
    append: (draft) => {
      if (queue.length >= QUEUE_MAX) return Promise.resolve(fail(overloaded));
      return new Promise<Outcome>((resolve) => {
        queue.push({ draft, resolve });
        running ??= drain();
      });
    },
    settle: async () => {
      // What ends a run may have started the next.
      for (let last = running; last !== null; last = running) await last;
    },
  };
}

const newEntry = (outcome: Outcome): readonly LogEntry[] =>
  outcome.ok && outcome.value.type === 'appended' ? [outcome.value.entry] : [];

const overloaded = refusal(
  'overloaded',
  'Too much is going on right now. Your message was not stored; please try again.',
  OVERLOADED_RETRY_MS,
);

const lost = refusal('internal', 'Something went wrong on our side. Please try again.');

const unstorable = refusal('invalid', "This holds something that can't be stored.");

const toRefusal = (error: unknown) =>
  isDataError(error)
    ? unstorable
    : refusal('unavailable', 'We could not store this right now. It is safe to try again.', 1_000);
