import type { Device } from '../harness/device.ts';

export interface Times {
  readonly count: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Somebody who chats while the others attack: asks again and again, and now and then says something. */
export interface Bystander {
  /** The texts that were acknowledged. */
  readonly acknowledged: readonly string[];
  /** What went wrong for it; after that it has given up. */
  readonly troubles: readonly string[];
  /** How long its requests have taken since the last time that this was asked. */
  takeTimes(): Times;
  stop(): Promise<void>;
}

const EVERY_MS = 10;
/** One a second is the most that a person may say over a minute. */
const SAYS_EVERY_MS = 1_100;

export function startBystander(device: Device, eventId: string): Bystander {
  const acknowledged: string[] = [];
  const troubles: string[] = [];
  let times: number[] = [];
  let isOver = false;
  let saidAt = 0;

  const say = async (): Promise<void> => {
    saidAt = performance.now();
    const content = `the bystander's ${Math.round(saidAt)}`;
    const answer = await device.request('send-message', { eventId, content });
    if (answer.ok) acknowledged.push(content);
  };
  const talk = async (): Promise<void> => {
    while (!isOver) {
      const start = performance.now();
      await device.settle();
      times.push(performance.now() - start);
      if (start - saidAt > SAYS_EVERY_MS) await say();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const talking = talk().catch((error: unknown) => {
    const state = device.socket.connected ? 'connected' : 'without a connection';
    troubles.push(`the bystander, ${state}: ${String(error)}`);
  });

  return {
    acknowledged,
    troubles,
    takeTimes() {
      const taken = times.toSorted((a, b) => a - b);
      times = [];
      const at = (share: number): number => taken[Math.floor((taken.length - 1) * share)] ?? 0;
      return { count: taken.length, p50: at(0.5), p99: at(0.99), max: at(1) };
    },
    async stop() {
      isOver = true;
      await talking;
    },
  };
}
