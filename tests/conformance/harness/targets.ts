import { startStack } from '../../harness/stack.ts';
import { startEchoServer } from './echo-server.ts';

export interface Target extends AsyncDisposable {
  readonly url: string;
}

/** What needs no echo is asked of both: our engine on its own, and the product as it runs. */
export const TARGETS = ['our engine', 'the product'] as const;

export async function startTarget(name: (typeof TARGETS)[number]): Promise<Target> {
  if (name === 'our engine') return startEchoServer();
  const stack = await startStack();
  return { url: stack.node().url, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() };
}
