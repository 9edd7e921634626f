import { crc32 } from 'node:zlib';

import { v7 as newId } from 'uuid';

import type { Draft } from '../domain/log.ts';
import type { EventLog } from '../domain/ports.ts';
import { fail } from '../protocol/result.ts';
import { overloaded } from './append-failure.ts';
import type { DatabaseHandle } from './client.ts';
import { checkTimeline } from './epochs.ts';
import { Flusher, type FlusherOptions } from './flusher.ts';
import { KnownHeads, type KnownHead } from './known-heads.ts';
import type { Head } from './log-facts.ts';
import { createLogWriter } from './log-writer.ts';
import { createReactionGathering } from './reaction-gathering.ts';
import { createVoteGathering } from './vote-gathering.ts';
import type { CountedDraft } from './vote-line.ts';

/** Enough that one event's fsync is another's time to think; more would share less. */
const FLUSHERS = 3;

/** Drafts that may wait; more than the database clears within a client's patience is better refused at once. */
const QUEUE_MAX = 10_000;
/** And of these for one event: it must not use up what all others need. */
const EVENT_QUEUE_MAX = 1_000;
/** And votes for one event, which wait apart from what people say: what is stored while one waits for an answer. */
const EVENT_VOTES_MAX = 2_000;

export interface GroupCommitOptions {
  readonly database: Pick<DatabaseHandle, 'db' | 'newWriterConnection'>;
  /**
   * Told of new entries after their commit, in the log's order for each event, and of the epochs that the events'
   * logs have. Must not throw.
   */
  readonly onCommitted: FlusherOptions['onCommitted'];
  /** Told of each try that failed; most are repeated. */
  readonly onError: (error: unknown) => void;
  /** Told when logs had to get a new epoch, so that all who read them start anew: worth a warning. */
  readonly onRenewed?: (renewed: Renewed) => void;
}

/**
 * - `cut-short`: these logs had lost their tail, as by a restore.
 * - `timeline`: all logs, since the database is another server or has another history, as after a fail-over.
 */
export type Renewed =
  | { readonly reason: 'cut-short'; readonly eventIds: readonly string[] }
  | { readonly reason: 'timeline'; readonly events: number };

export interface GroupCommit extends EventLog {
  /** A log was read up to here: should it ever be found shorter, it gets a new epoch before anything is added. */
  note(head: KnownHead): void;
  /** Drafts without an outcome. */
  readonly size: () => number;
  /** Resolves when everything that was handed in has its outcome. */
  settle(): Promise<void>;
}

/**
 * The writers of one process. Events are spread over a few of them, an event always
 * on the same one; each has one transaction under way, and what comes meanwhile is
 * the next batch. No timer, so a lone message waits for nothing; under load a commit
 * is shared by all that came meanwhile, which is what PostgreSQL's commit rate asks for.
 *
 * - A draft that the database can't store fails alone.
 * - A batch whose outcome is unknown, as after a lost connection, is tried again for
 *   10 s; the drafts' ids make that safe. Then it is refused as `unavailable`.
 * - An event whose log somebody else holds delays no other for long.
 * - A log that comes back shorter, or with another history, gets a new epoch before
 *   anything is added to it.
 * - Reactions of half a second to one message share an entry, so a crowd's are few notices, and so do votes in one poll, and
 *   those for the questions of an event.
 * - Beyond 1,000 drafts for an event or 10,000 in all, more are refused as
 *   `overloaded`, with the time that what waits is expected to take.
 *
 * Each writer has a connection of its own, which is closed with the database's handle.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { database, onCommitted, onError, onRenewed = () => {} } = options;
  const heads = new KnownHeads();
  const onCutShort = (cut: readonly Head[]): void =>
    onRenewed({ reason: 'cut-short', eventIds: cut.map(({ eventId }) => eventId) });
  const onConnected = async (): Promise<void> => {
    const check = await checkTimeline(database.db);
    if (check.type === 'renewed') onRenewed({ reason: 'timeline', events: check.events });
  };
  const flushers = Array.from({ length: FLUSHERS }, () => {
    const writer = createLogWriter(database.newWriterConnection, onConnected);
    return new Flusher({ writer, heads, onCommitted, onCutShort, onError });
  });
  const flusherOf = (draft: Draft): Flusher => {
    const flusher = flushers[crc32(draft.eventId) % FLUSHERS];
    if (flusher === undefined) throw new Error('no writer');
    return flusher;
  };
  const reactions = createReactionGathering((draft) => flusherOf(draft).append(draft));
  const votes = createVoteGathering((draft) => flusherOf(draft).append(draft));
  const size = (): number =>
    flushers.reduce((sum, flusher) => sum + flusher.size, reactions.size() + votes.size());
  const isFull = (draft: Draft): boolean => {
    const { eventId } = draft;
    if (size() >= QUEUE_MAX) return true;
    if (isCounted(draft)) return votes.sizeOf(eventId) >= EVENT_VOTES_MAX;
    const gathered = draft.kind === 'reaction' ? reactions.sizeOf(eventId) : 0;
    return flusherOf(draft).sizeOf(eventId) + gathered >= EVENT_QUEUE_MAX;
  };

  return {
    append(draft, turn) {
      const flusher = flusherOf(draft);
      if (isFull(draft)) return Promise.resolve(fail(overloaded(flusher.drainMs(flusher.size))));
      if (draft.kind === 'reaction') return reactions.append(withId(draft), turn);
      return isCounted(draft) ? votes.append(withId(draft)) : flusher.append(withId(draft));
    },
    note: (head) => heads.note(head),
    size,
    async settle() {
      reactions.flush();
      await votes.settle();
      await Promise.all(flushers.map((flusher) => flusher.settle()));
    },
  };
}

const isCounted = (draft: Draft): draft is CountedDraft =>
  draft.kind === 'vote' || draft.kind === 'question-vote';

const withId = <D extends Draft>(draft: D): D =>
  draft.id === undefined ? { ...draft, id: newId() } : draft;
