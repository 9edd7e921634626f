import { setTimeout as sleep } from 'node:timers/promises';

import type { Draft, LogEntry } from '../domain/log.ts';
import { fail } from '../protocol/result.ts';
import { isRace, notNow, refusalFor, remedyFor } from './append-failure.ts';
import { bytesOf, DraftQueue, type Waiting } from './draft-queue.ts';
import type { KnownHeads } from './known-heads.ts';
import type { Outcome } from './log.ts';
import type { Head } from './log-facts.ts';
import type { LogWriter } from './log-writer.ts';

/** How long a draft is tried: a restarting database is back by then, and a client still waits. */
const PATIENCE_MS = 10_000;

/** Pauses between tries: soon at first, since most losses last a moment. */
const PAUSE_MIN_MS = 50;
const PAUSE_MAX_MS = 1_000;

/** For a log that somebody else holds: others wait behind it. */
const LOCK_ALONE_MS = 250;

/** How much the newest batch counts in the measured rate. */
const RATE_WEIGHT = 0.2;

export interface FlusherOptions {
  readonly writer: LogWriter;
  readonly heads: KnownHeads;
  /** Told of new entries after their commit, in the log's order for each event, with each event's epoch. */
  readonly onCommitted: (entries: readonly LogEntry[], epochs: ReadonlyMap<string, string>) => void;
  /** Told of logs that were found cut short, and got a new epoch. */
  readonly onCutShort: (heads: readonly Head[]) => void;
  readonly onError: (error: unknown) => void;
}

/** One writer: while its transaction is under way, what comes meanwhile collects and is the next. */
export class Flusher {
  readonly #options: FlusherOptions;
  readonly #queue = new DraftQueue();
  #running: Promise<void> | null = null;
  /** Ends a wait for what is held, since there is something else to do. */
  #wakeUp: (() => void) | null = null;
  /** Drafts a millisecond, as measured; null before the first batch. */
  #rate: number | null = null;

  constructor(options: FlusherOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#queue.size;
  }

  sizeOf(eventId: string): number {
    return this.#queue.sizeOf(eventId);
  }

  /** How long this many drafts take; null where nothing was measured yet. */
  drainMs(count: number): number | null {
    return this.#rate === null ? null : count / this.#rate;
  }

  append(draft: Draft): Promise<Outcome> {
    return new Promise((resolve) => {
      const deadline = performance.now() + PATIENCE_MS;
      this.#queue.push({ draft, bytes: bytesOf(draft), deadline, resolve, tentative: null });
      this.#wakeUp?.();
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything that was handed in has its outcome. */
  async settle(): Promise<void> {
    // What ends a run may have started the next.
    for (let last = this.#running; last !== null; last = this.#running) await last;
  }

  async #run(): Promise<void> {
    for (let due = 0 as number | null; due !== null; due = this.#queue.nextDue()) {
      // What arrives in the same turn of the event loop is of the same batch.
      await (due > performance.now() ? this.#waitUntil(due) : nextTurn());
      this.#expireQueued();
      const batch = this.#queue.take(performance.now());
      if (batch === null) continue;
      const startedAt = performance.now();
      this.#hold(await this.#store(batch.waiting, batch.isAlone));
      this.#measure(batch.waiting.length, performance.now() - startedAt);
    }
    this.#running = null;
  }

  /** Tries until each has an outcome; returns those whose logs somebody else holds, in their order. */
  async #store(batch: readonly Waiting[], isAlone: boolean): Promise<readonly Waiting[]> {
    let left = batch;
    for (let failures = 0; left.length > 0; failures += 1) {
      try {
        await this.#storeOnce(left, isAlone);
        return [];
      } catch (error) {
        this.#options.onError(error);
        const remedy = remedyFor(error);
        if (remedy === 'held') return left;
        if (remedy === 'divide' && left.length > 1) return await this.#divide(left, isAlone);
        if (remedy === 'retry') left = await this.#waitToRetry(left, failures);
        else if (!isRace(error) || failures > 0) {
          refuse(left, fail(refusalFor(error)));
          return [];
        }
      }
    }
    return [];
  }

  async #storeOnce(batch: readonly Waiting[], isAlone: boolean): Promise<void> {
    const { writer, heads, onCommitted, onCutShort } = this.#options;
    const { outcomes, ...written } = await writer.append(
      batch.map(({ draft }) => draft),
      {
        tentative: batch.map(({ tentative }) => tentative),
        onDecided: (decided) =>
          batch.forEach((item, index) => (item.tentative = decided[index] ?? null)),
        isCutShort: (head) => heads.isCutShort(head),
        ...(isAlone && { lockMs: LOCK_ALONE_MS }),
      },
    );
    const entries = outcomes.flatMap(newEntry).toSorted((a, b) => a.seq - b.seq);
    const seqs = new Map(entries.map(({ eventId, seq }) => [eventId, seq]));
    for (const head of written.heads) {
      heads.note({ ...head, seq: Math.max(head.seq, seqs.get(head.eventId) ?? 0) });
    }
    this.#queue.release(eventsOf(batch));
    if (written.renewed.length > 0) onCutShort(written.renewed);
    if (entries.length > 0) {
      onCommitted(entries, new Map(written.heads.map(({ eventId, epoch }) => [eventId, epoch])));
    }
    batch.forEach(({ resolve }, index) => resolve(outcomes[index] ?? fail(notNow)));
  }

  /** Half and half, so that one bad draft among n costs about log n transactions. */
  async #divide(batch: readonly Waiting[], isAlone: boolean): Promise<readonly Waiting[]> {
    const middle = Math.ceil(batch.length / 2);
    const held = await this.#store(batch.slice(0, middle), isAlone);
    const rest = batch.slice(middle);
    // What comes after something that could not be stored must not be stored before it.
    return held.length > 0 ? [...held, ...rest] : await this.#store(rest, isAlone);
  }

  #hold(batch: readonly Waiting[]): void {
    if (batch.length === 0) return;
    const events = eventsOf(batch);
    this.#queue.putBack(batch);
    // Of several it is not known which one is held: each is tried alone, the first time at once.
    this.#queue.hold(events, (failures) =>
      events.size > 1 ? 0 : performance.now() + pauseAfter(failures),
    );
  }

  async #waitToRetry(batch: readonly Waiting[], failures: number): Promise<readonly Waiting[]> {
    await sleep(pauseAfter(failures));
    this.#expireQueued();
    const now = performance.now();
    refuse(
      batch.filter(({ deadline }) => deadline <= now),
      fail(notNow),
    );
    return batch.filter(({ deadline }) => deadline > now);
  }

  #waitUntil(due: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wakeUp = null;
        resolve();
      };
      const timer = setTimeout(done, due - performance.now());
      this.#wakeUp = done;
    });
  }

  #expireQueued(): void {
    refuse(this.#queue.takeExpired(performance.now()), fail(notNow));
  }

  #measure(count: number, ms: number): void {
    const rate = count / Math.max(ms, 0.1);
    this.#rate = this.#rate === null ? rate : this.#rate + RATE_WEIGHT * (rate - this.#rate);
  }
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const pauseAfter = (failures: number): number =>
  Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** failures);

const eventsOf = (batch: readonly Waiting[]): ReadonlySet<string> =>
  new Set(batch.map(({ draft }) => draft.eventId));

const refuse = (batch: readonly Waiting[], outcome: Outcome): void =>
  batch.forEach(({ resolve }) => resolve(outcome));

const newEntry = (outcome: Outcome): readonly LogEntry[] =>
  outcome.ok && outcome.value.type === 'appended' ? [outcome.value.entry] : [];
