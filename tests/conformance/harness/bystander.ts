import { expect } from 'vitest';

import type { EchoServer } from './echo-server.ts';
import { openedFrames } from './frames.ts';

/** Somebody else on the same server, whom nothing that a test does may disturb. */
export interface Bystander extends Disposable {
  /** Passes when this one is answered, and nobody but it is left on the server. */
  isUnharmed(): Promise<void>;
}

export async function openBystander(server: EchoServer): Promise<Bystander> {
  const frames = await openedFrames(server.url);
  frames.send('40');
  await frames.next();
  await frames.next();
  let count = 0;
  return {
    async isUnharmed() {
      count += 1;
      frames.send(`42["message",${count}]`);
      expect(await frames.next()).toBe(`42["message-back",${count}]`);
      await expect.poll(() => server.sessions(), { timeout: 8_000 }).toBe(1);
    },
    [Symbol.dispose]: () => frames.close(),
  };
}
