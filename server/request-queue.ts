import type { Turn } from '../domain/ports.ts';

/** What is under way on a whole node, so that its end can be awaited. */
export interface Work {
  /** @param owner Whose work it is; one has one work at a time. */
  track(work: Promise<void>, owner: object): void;
  size(): number;
  settle(): Promise<void>;
  /** Resolves when nothing of this owner's is under way. */
  idle(owner: object): Promise<void>;
}

export function createWork(): Work {
  const running = new Map<Promise<void>, object>();
  return {
    track(work, owner) {
      running.set(work, owner);
      void work.finally(() => running.delete(work));
    },
    size: () => running.size,
    settle: async () => {
      while (running.size > 0) await Promise.all(running.keys());
    },
    idle: async (owner) => {
      const next = (): Promise<void> | undefined =>
        [...running].find(([, its]) => its === owner)?.[0];
      for (let work = next(); work !== undefined; work = next()) await work;
    },
  };
}

/**
 * Runs one connection's requests one after the other, so that "join, type, send"
 * sent without waiting act in that order. Tasks must not throw.
 */
export class RequestQueue implements Turn {
  readonly #work: Work;
  readonly #owner: object;
  /** Those that wait; `null` while nothing runs, as almost always. */
  #waiting: (() => Promise<void>)[] | null = null;
  /** Of the task that runs, and told once. */
  #onFollowed: (() => void) | null = null;

  /** @param owner The connection. */
  constructor(work: Work, owner: object) {
    this.#work = work;
    this.#owner = owner;
  }

  /** Runs a task after those before it. `false`: so many wait already, and it will not run. */
  add(task: () => Promise<void>, maxWaiting: number): boolean {
    if (this.#waiting !== null) {
      if (this.#waiting.length >= maxWaiting) return false;
      this.#waiting.push(task);
      this.#onFollowed?.();
      this.#onFollowed = null;
      return true;
    }
    if (maxWaiting < 1) return false;
    this.#waiting = [task];
    this.#work.track(this.#run(this.#waiting), this.#owner);
    return true;
  }

  onFollowed(tell: () => void): void {
    const isFollowed = this.#waiting !== null && this.#waiting.length > 0;
    if (isFollowed) tell();
    else this.#onFollowed = tell;
  }

  async #run(waiting: (() => Promise<void>)[]): Promise<void> {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      await task();
      this.#onFollowed = null;
    }
    this.#waiting = null;
  }
}
