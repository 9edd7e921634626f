import type { NodeLine } from '../history.ts';
import type { Court } from './court.ts';

/** What a node may take at most. */
export interface NodeBounds {
  readonly rssBytes: number;
  readonly bufferBytes: number;
}

export const NODE_BOUNDS: NodeBounds = { rssBytes: 768 * 2 ** 20, bufferBytes: 512 * 2 ** 10 };

/** K11: nodes end only where the run ended them, nothing that they did not catch happens, and their memory is bounded. */
export function checkNode(line: NodeLine, court: Court, bounds: NodeBounds): void {
  const { node, at } = line;
  const check = (is: boolean, what: string): void =>
    void court.check('K11', is, () => ({ what: `${node} ${what}`, at }));
  if (line.is === 'exited') check(line.wasInjected === true, `ended by itself (${line.exitCode})`);
  if (line.fatal !== undefined) check(false, `had a fault that nobody caught: ${line.fatal}`);
  if (line.rssBytes !== undefined) {
    check(line.rssBytes <= bounds.rssBytes, `took ${line.rssBytes} bytes`);
  }
  if (line.largestBufferBytes !== undefined) {
    const { largestBufferBytes } = line;
    check(
      largestBufferBytes <= bounds.bufferBytes,
      `kept ${largestBufferBytes} bytes for one reader`,
    );
  }
}
