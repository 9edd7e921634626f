import type { ReactionDraft } from '../domain/log.ts';
import type { Turn } from '../domain/ports.ts';
import type { Outcome } from './log.ts';

/** At most one entry for a message's reactions in this time on one node; the first waits for nothing. */
const WINDOW_MS = 500;

/** How old a window is before anything leaves it early: so a crowd that reacts and writes at once leaves together. */
const HURRY_AFTER_MS = 20;

interface Waiting {
  readonly draft: ReactionDraft;
  readonly resolve: (outcome: Promise<Outcome>) => void;
  /** Its turn keeps somebody waiting. */
  isFollowed: boolean;
}

export interface ReactionWindowOptions {
  readonly append: (draft: ReactionDraft) => Promise<Outcome>;
  /** Called at its end, before what waits is handed on. */
  readonly onEnd: (window: ReactionWindow) => void;
  /** When something left early last. */
  readonly leftAt: number;
}

/**
 * The reactions of one event within half a second.
 *
 * Those whose turn keeps somebody waiting leave early, all that there are together, once in half a second: so a second
 * has four entries for a message at most, and two where nobody is in a hurry. The others stay: their batch takes longer
 * than what is in a hurry should.
 */
export class ReactionWindow {
  readonly #options: ReactionWindowOptions;
  readonly #openedAt = performance.now();
  /** In the order of their coming. */
  readonly #waiting = new Set<Waiting>();
  readonly #timer: ReturnType<typeof setTimeout>;
  #hurryTimer: ReturnType<typeof setTimeout> | undefined;
  #leftAt: number;
  #isOver = false;

  constructor(options: ReactionWindowOptions) {
    this.#options = options;
    this.#leftAt = options.leftAt;
    this.#timer = setTimeout(() => this.end(), WINDOW_MS);
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** When something left early last, in this window or before it. */
  get leftAt(): number {
    return this.#leftAt;
  }

  /** Whether it makes an entry, or made one: then another window follows. */
  get isUsed(): boolean {
    return this.#waiting.size > 0 || this.#leftAt > this.#openedAt;
  }

  add(draft: ReactionDraft, turn?: Turn): Promise<Outcome> {
    return new Promise((resolve) => {
      const one: Waiting = { draft, resolve, isFollowed: false };
      this.#waiting.add(one);
      turn?.onFollowed(() => this.#hurry(one));
    });
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#hurryTimer);
    this.#isOver = true;
    this.#options.onEnd(this);
    this.#handOn([...this.#waiting]);
  }

  #hurry(one: Waiting): void {
    one.isFollowed = true;
    if (this.#isOver || !this.#waiting.has(one)) return;
    const from = Math.max(this.#openedAt + HURRY_AFTER_MS, this.#leftAt + WINDOW_MS);
    const leftMs = from - performance.now();
    if (leftMs <= 0) this.#leaveEarly();
    else this.#hurryTimer ??= setTimeout(() => this.#leaveEarly(), leftMs);
  }

  #leaveEarly(): void {
    this.#hurryTimer = undefined;
    this.#leftAt = performance.now();
    const leaving = [...this.#waiting].filter(({ isFollowed }) => isFollowed);
    for (const one of leaving) this.#waiting.delete(one);
    this.#handOn(leaving);
  }

  #handOn(some: readonly Waiting[]): void {
    for (const { draft, resolve } of byMessage(some)) resolve(this.#options.append(draft));
  }
}

/** Those to one message next to each other, else in the order of their coming. */
const byMessage = (waiting: readonly Waiting[]): readonly Waiting[] =>
  [...Map.groupBy(waiting, ({ draft }) => draft.messageId).values()].flat();
