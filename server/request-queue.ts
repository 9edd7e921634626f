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
export class RequestQueue {
  readonly #work: Work;
  readonly #owner: object;
  /** Those that wait; `null` while nothing runs, as almost always. */
  #waiting: (() => Promise<void>)[] | null = null;

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
      return true;
    }
    if (maxWaiting < 1) return false;
    this.#waiting = [task];
    this.#work.track(this.#run(this.#waiting), this.#owner);
    return true;
  }

  async #run(waiting: (() => Promise<void>)[]): Promise<void> {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
    this.#waiting = null;
  }
}
