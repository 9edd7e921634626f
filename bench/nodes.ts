import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Load, LoadOptions } from './load.ts';

const PROGRAM = fileURLToPath(new URL('commit-node.ts', import.meta.url));

/** Runs the same load on several nodes at once, each in a process and with connections of its own. */
export function runOnNodes(
  nodes: number,
  order: Omit<LoadOptions, 'log'> & { readonly url: string },
): Promise<readonly Load[]> {
  return Promise.all(
    Array.from(
      { length: nodes },
      () =>
        new Promise<Load>((resolve, reject) => {
          const node = fork(PROGRAM);
          node.once('message', (load: Load) => resolve(load));
          node.once('exit', (code) => reject(new Error(`a node ended with ${code}`)));
          node.send(order);
        }),
    ),
  );
}
