import { Window } from './window.ts';

/** How long one turn may hold the event loop; the rest waits for the next one. */
const TURN_MS = 8;

interface Pending {
  /** So much is held back that nothing more should be waited for. */
  readonly isMuch: boolean;
  /** The newest entry is in no hurry: it goes along with others, if some are expected. */
  readonly isPatient: boolean;
}

export interface RoundsOptions {
  /** Serves lanes until this time; whether everything is sent. */
  readonly turn: (until: number) => boolean;
  /** Everything is sent. */
  readonly onEnd: () => void;
}

/**
 * When the lanes of one room are served: in rounds, each of as many short turns as it takes, the first at
 * the end of the tick, or of the room's window.
 */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #window = new Window();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer is due. */
  #dueAt = 0;
  /** The next turn, where one is due. */
  #next: ReturnType<typeof setImmediate> | undefined;
  #beganAt: number | null = null;
  #tookMs = 0;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** There is one more entry to send. */
  add({ isMuch, isPatient }: Pending): void {
    const now = performance.now();
    if (!isPatient) this.#window.note(now);
    if (this.#next !== undefined) return;
    const waitMs = isMuch ? 0 : this.#waitMs(now, isPatient);
    if (waitMs === 0) this.#schedule();
    else this.#scheduleAt(now + waitMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#next);
  }

  #waitMs(now: number, isPatient: boolean): number {
    const waitMs = this.#window.waitMs(now);
    return isPatient ? Math.max(waitMs, this.#window.patienceMs(now)) : waitMs;
  }

  /** Then, or earlier if that was due already. */
  #scheduleAt(at: number): void {
    if (this.#timer !== undefined && this.#dueAt <= at) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => this.#schedule(), at - performance.now());
  }

  /** Not in this tick: whatever it commits goes out in one piece, and answers are not kept waiting. */
  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next ??= setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#next = undefined;
    const now = performance.now();
    this.#beganAt ??= now;
    const isDone = this.#options.turn(now + TURN_MS);
    this.#tookMs += performance.now() - now;
    if (isDone) this.#end(this.#beganAt);
    else this.#schedule();
  }

  #end(beganAt: number): void {
    this.#window.served(beganAt, this.#tookMs);
    this.#beganAt = null;
    this.#tookMs = 0;
    this.#options.onEnd();
  }
}
