/** Nothing that a lane could send waits longer. */
export const WINDOW_MAX_MS = 50;

/** Nothing that is in no hurry waits longer for something that it can go along with. */
export const PATIENCE_MS = 200;

/** How many entries must be expected within that time: in a quiet room there is nothing to wait for. */
const EXPECTED_MIN = 0.5;

/** A round that takes no longer is in nobody's way. */
const SHORT_ROUND_MS = 2;

/** Shares of the time that single messages would take: up to the first nothing waits, from the second on the window is full. */
const QUIET_LOAD = 0.3;
const FULL_LOAD = 1;

/** How far back messages count for the rate, in milliseconds. */
const RATE_OVER_MS = 500;
/** What the newest round weighs in the mean. */
const NEW_ROUND_SHARE = 0.3;

/**
 * How long a room's lanes wait for more before they send, counted from when they last began to.
 *
 * A room in which single messages take little of the time has no window, so the first message after
 * a silence, and each in a quiet room, goes out at once. As messages times members grow, so does the window,
 * to {@link WINDOW_MAX_MS}: what comes within it shares one write for each member.
 */
export class Window {
  #perMs = 0;
  #ratedAt = 0;
  #roundMs = 0;
  #beganAt = -Infinity;

  /** An entry came that can't wait for others. Times are milliseconds of a clock that only goes forward. */
  note(now: number): void {
    this.#perMs = this.#rate(now) + 1 / RATE_OVER_MS;
    this.#ratedAt = now;
  }

  /** All lanes were served: since when, and how much of the time since it took. */
  served(beganAt: number, tookMs: number): void {
    this.#beganAt = beganAt;
    this.#roundMs += (tookMs - this.#roundMs) * NEW_ROUND_SHARE;
  }

  /** How long lanes wait yet, from 0 to {@link WINDOW_MAX_MS}. */
  waitMs(now: number): number {
    const load = this.#rate(now) * this.#roundMs;
    const share = (load - QUIET_LOAD) / (FULL_LOAD - QUIET_LOAD);
    const ms = WINDOW_MAX_MS * Math.min(1, Math.max(0, share));
    return Math.max(0, this.#beganAt + ms - now);
  }

  /**
   * How long lanes wait for something that what is in no hurry can go along with: its own round would be in the way of
   * the message that comes meanwhile, for as long as a message's takes.
   */
  patienceMs(now: number): number {
    const isInTheWay = this.#roundMs > SHORT_ROUND_MS;
    return isInTheWay && this.#rate(now) * PATIENCE_MS >= EXPECTED_MIN ? PATIENCE_MS : 0;
  }

  /** Entries in a millisecond. */
  #rate(now: number): number {
    return this.#perMs * Math.exp((this.#ratedAt - now) / RATE_OVER_MS);
  }
}
