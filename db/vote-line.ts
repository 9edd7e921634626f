import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

import { POLL_TOLD_EVERY_MS, type VoteDraft } from '../domain/poll-log.ts';
import type { QuestionVoteDraft } from '../domain/question-log.ts';
import type { Outcome } from './log.ts';

/** Votes that go into the log at once: a message that comes meanwhile waits for them. */
const ROUND_MAX = 250;

/** What is counted: in a poll, or for a question. */
export type CountedDraft = VoteDraft | QuestionVoteDraft;

export type AppendVote = (draft: CountedDraft) => Promise<Outcome>;

interface Waiting {
  readonly draft: CountedDraft;
  readonly resolve: (outcome: Outcome) => void;
}

export interface VoteLineOptions {
  readonly eventId: string;
  readonly append: AppendVote;
  /** Called once, when nothing waits any more and nothing came for 0.6 s. */
  readonly onEmpty: () => void;
}

/**
 * The votes in one poll, or for the questions of one event, in rounds 0.6 s apart. The first waits for nothing.
 *
 * Other processes have lines of their own, and the log takes what all of them bring twice a second and no more: who is too
 * early there is told how long to wait, and comes with what has come meanwhile. So one process is served after the other.
 */
export class VoteLine {
  readonly eventId: string;
  readonly #options: VoteLineOptions;
  #waiting: Waiting[] = [];
  #underWay = 0;
  readonly #running: Promise<void>;
  #isHurried = false;
  #hurry: (() => void) | null = null;

  constructor(options: VoteLineOptions) {
    this.#options = options;
    this.eventId = options.eventId;
    this.#running = this.#run();
  }

  get size(): number {
    return this.#waiting.length + this.#underWay;
  }

  add(draft: CountedDraft): Promise<Outcome> {
    return new Promise((resolve) => this.#waiting.push({ draft, resolve }));
  }

  /** Resolves when it is empty, as soon as the log takes what waits. */
  settle(): Promise<void> {
    this.#isHurried = true;
    this.#hurry?.();
    return this.#running;
  }

  async #run(): Promise<void> {
    // What arrives in the same turn of the event loop is of the same round.
    await setImmediate();
    do {
      const earlyMs = await this.#round();
      await (earlyMs > 0 ? sleep(earlyMs) : this.#rest());
    } while (this.#waiting.length > 0);
    this.#options.onEmpty();
  }

  /** Hands votes on; those that the log did not take yet are the first of the next round. Answers how long that waits. */
  async #round(): Promise<number> {
    const round = this.#waiting.splice(0, ROUND_MAX);
    this.#underWay = round.length;
    const outcomes = await Promise.all(round.map(({ draft }) => this.#options.append(draft)));
    this.#underWay = 0;
    const early: Waiting[] = [];
    let earlyMs = 0;
    for (const [index, one] of round.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      const waitMs = waitOf(outcome);
      if (waitMs === 0) one.resolve(outcome);
      else early.push(one);
      earlyMs = Math.max(earlyMs, waitMs);
    }
    this.#waiting.unshift(...early);
    return earlyMs;
  }

  #rest(): Promise<void> {
    if (this.#isHurried) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = globalThis.setTimeout(() => this.#hurry?.(), POLL_TOLD_EVERY_MS);
      this.#hurry = () => {
        clearTimeout(timer);
        this.#hurry = null;
        resolve();
      };
    });
  }
}

/** How long the log has a vote wait; 0: it has decided. Nothing else in the log is `rate-limited` for a vote. */
const waitOf = (outcome: Outcome): number =>
  !outcome.ok && outcome.error.code === 'rate-limited' ? (outcome.error.retryAfterMs ?? 1) : 0;
