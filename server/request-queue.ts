export interface RequestQueue {
  /** Runs a task after those before it. `false`: too many wait already, and it will not run. */
  add(task: () => Promise<void>): boolean;
}

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
  const running = new Set<Promise<void>>();
  const latest = new WeakMap<object, Promise<void>>();
  return {
    track(work, owner) {
      running.add(work);
      latest.set(owner, work);
      void work.finally(() => running.delete(work));
    },
    size: () => running.size,
    settle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    idle: async (owner) => {
      for (let seen; seen !== latest.get(owner); await seen) seen = latest.get(owner);
    },
  };
}

export interface RequestQueueOptions {
  readonly maxWaiting: number;
  readonly work: Work;
  /** The connection. */
  readonly owner: object;
}

/**
 * Runs one connection's requests one after the other, so that "join, type, send"
 * sent without waiting act in that order. Tasks must not throw.
 */
export function createRequestQueue({ maxWaiting, work, owner }: RequestQueueOptions): RequestQueue {
  const waiting: (() => Promise<void>)[] = [];
  let isRunning = false;

  const run = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
    isRunning = false;
  };

  return {
    add(task) {
      if (waiting.length >= maxWaiting) return false;
      waiting.push(task);
      if (!isRunning) {
        isRunning = true;
        work.track(run(), owner);
      }
      return true;
    },
  };
}
