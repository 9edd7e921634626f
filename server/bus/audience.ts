import type { Hint } from '../../lib/server/bus/hints.ts';

/**
 * Whether there may be another node that hints are for. The database knows it as surely as it knows its
 * connections, and is asked every few seconds; a node that comes says so meanwhile. Where neither is heard, there may be.
 *
 * Should a node's coming not be heard, it lacks hints until the database is asked next; it polls as often.
 */
export class Audience {
  readonly #introduce: () => void;
  #isListening = false;
  #areSeen = true;
  /** Heard of since the database was asked last, by a way that may be faster. */
  #areHeard = false;

  /** @param introduce Tells the other nodes that this one is there. */
  constructor(introduce: () => void) {
    this.#introduce = introduce;
  }

  /** This node listens from now on, or no longer. */
  listen(isListening: boolean): void {
    this.#isListening = isListening;
    if (isListening) this.#introduce();
  }

  /** What the database says. */
  see(areThere: boolean): void {
    this.#areSeen = areThere || this.#areHeard;
    this.#areHeard = false;
  }

  hear({ is }: Hint): void {
    if (is === 'here') this.#areHeard = true;
  }

  /** A node says that it is there, whoever hears it. */
  isToHear({ is }: Hint): boolean {
    return is === 'here' || !this.#isListening || this.#areSeen || this.#areHeard;
  }
}
