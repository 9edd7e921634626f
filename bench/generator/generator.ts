import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import {
  Answer,
  type ConnectOrder,
  type Order,
  type TalkOrder,
  type TalkResult,
} from './boundary.ts';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));

/** Many people in rooms, in a process of its own: they talk, and every delivery to each of them is checked. */
export interface Generator extends AsyncDisposable {
  /** All of them are in their rooms. */
  connect(order: ConnectOrder): Promise<void>;
  /** They end their connections. */
  leave(tokens: readonly string[]): Promise<void>;
  /** Ends when everything that was said has been heard by all, or does not come any more. */
  talk(order: TalkOrder): Promise<TalkResult>;
}

export function startGenerator(): Generator {
  const child = fork(PROGRAM);
  const ask = async (order: Order): Promise<Answer> => {
    const over = new AbortController();
    const { signal } = over;
    child.send(order);
    const message = await Promise.race([
      once(child, 'message', { signal }).then(([first]: unknown[]) => first),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('the generator ended'))),
    ]);
    over.abort();
    const answer = Answer.parse(message);
    if (answer.is === 'failed') throw new Error(`the generator: ${answer.reason}`);
    return answer;
  };
  return {
    async connect(order) {
      await ask({ do: 'connect', ...order });
    },
    async leave(tokens) {
      await ask({ do: 'leave', tokens: [...tokens] });
    },
    async talk(order) {
      const answer = await ask({ do: 'talk', ...order });
      if (answer.is !== 'talked') throw new Error('the generator answered something else');
      return answer.result;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
