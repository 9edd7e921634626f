export interface RequestQueue {
  /** Runs a task after those before it. `false`: too many wait already, and it will not run. */
  add(task: () => Promise<void>): boolean;
}

/** What is under way on a whole node, so that its end can be awaited. */
export interface Work {
  track(work: Promise<void>): void;
  size(): number;
  settle(): Promise<void>;
}

export function createWork(): Work {
  const running = new Set<Promise<void>>();
  return {
    track(work) {
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    size: () => running.size,
    settle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/**
 * Runs one connection's requests one after the other, so that "join, type, send"
 * sent without waiting act in that order. Tasks must not throw.
 */
export function createRequestQueue(maxWaiting: number, work: Work): RequestQueue {
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
        work.track(run());
      }
      return true;
    },
  };
}
