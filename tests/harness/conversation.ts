import { performance } from 'node:perf_hooks';

import type { Device } from './device.ts';
import { waitUntil } from './wait-until.ts';

const EVERY_MS = 40;

export interface Conversation {
  /** Sends on until now, and waits until all of it has arrived. */
  end(): Promise<Heard>;
}

export interface Heard {
  /** What was acknowledged, in that order. */
  readonly acknowledged: readonly string[];
  /** What the listener got, in the order in which it came. */
  readonly heard: readonly string[];
  /** The longest time from an acknowledgement to its arrival at the listener, in milliseconds. */
  readonly slowestMs: number;
}

/** One device says a number each 40 ms, another one listens. */
export function startConversation(
  eventId: string,
  { speaker, listener }: { readonly speaker: Device; readonly listener: Device },
): Conversation {
  const acknowledgedAt = new Map<string, number>();
  const heardAt = new Map<string, number>();
  const heard: string[] = [];
  listener.socket.on('new-message', ({ content }: { readonly content: string }) => {
    heard.push(content);
    heardAt.set(content, performance.now());
  });
  let isOver = false;
  const speak = async (): Promise<void> => {
    for (let n = 1; !isOver; n += 1) {
      const answer = await speaker.request('send-message', { eventId, content: String(n) });
      if (answer.ok) acknowledgedAt.set(String(n), performance.now());
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const speaking = speak();
  return {
    async end() {
      isOver = true;
      await speaking;
      const acknowledged = [...acknowledgedAt.keys()];
      await waitUntil(
        () => acknowledged.every((content) => heardAt.has(content)),
        'everything that was acknowledged to arrive',
      );
      const delays = acknowledged.map(
        (content) => (heardAt.get(content) ?? Infinity) - (acknowledgedAt.get(content) ?? 0),
      );
      return { acknowledged, heard, slowestMs: Math.max(0, ...delays) };
    },
  };
}
