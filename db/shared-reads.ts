/** Questions of one query at most: the rest is for the next. */
const QUERY_MAX = 500;

/** Queries begin this far apart at least: what a crowd asks for in between goes out in one. */
const APART_MS = 20;

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets many askers share queries: what is asked for while one query is under way, or
 * within 20 ms of its beginning, is answered by the next, together. A question that
 * comes alone waits for nothing.
 *
 * Each answer is from a query that was sent after it was asked for. A query that
 * fails rejects those who were asking in it, and no others.
 *
 * @param read answers all of them, in the same order.
 */
export function shareReads<Asked, Answer>(
  read: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (asked: Asked) => Promise<Answer> {
  const queue: Waiting<Asked, Answer>[] = [];
  let isReading = false;
  let beganAt = -Infinity;

  const answer = async (batch: readonly Waiting<Asked, Answer>[]): Promise<void> => {
    try {
      const answers = await read(batch.map(({ asked }) => asked));
      if (answers.length !== batch.length) throw new Error('a question without an answer');
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const drain = async (): Promise<void> => {
    isReading = true;
    while (queue.length > 0) {
      const waitMs = beganAt + APART_MS - performance.now();
      if (waitMs > 0 && queue.length < QUERY_MAX) await sleep(waitMs);
      beganAt = performance.now();
      await answer(queue.splice(0, QUERY_MAX));
    }
    isReading = false;
  };

  return (asked) =>
    new Promise((resolve, reject) => {
      queue.push({ asked, resolve, reject });
      if (!isReading) void drain();
    });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
