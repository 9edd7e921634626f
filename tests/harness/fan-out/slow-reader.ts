import { say } from '../say.ts';
import { waitUntil, type Stack } from '../stack.ts';
import type { Ledger } from './ledger.ts';
import { Reader } from './reader.ts';

/** As much text as a message may have. */
const FLOOD = Array<string>(100).fill('漢'.repeat(1_000));

export interface SlowReader extends AsyncDisposable {
  readonly reader: Reader;
  /** Has it read again. */
  goOn(): void;
}

/**
 * One on WebSocket that reads nothing, of whom so much is in the way, from another room, that its
 * connection takes nothing either.
 */
export async function openSlowReader(stack: Stack, ledger: Ledger): Promise<SlowReader> {
  const { eventId } = stack;
  const other = await stack.event({ title: 'Elsewhere' });
  const person = await stack.participant('Slow');
  await stack.setStatus(person, 'attending', { eventId: other });
  const reader = new Reader({
    who: 'the slow one',
    url: stack.node().url,
    auth: { token: person.token, v: 1 },
    eventId,
    transports: ['websocket'],
    ledger,
    canCompress: false,
  });
  await reader.connect();
  reader.join();
  reader.ask('join-event', { eventId: other }, () => {});
  await waitUntil(() => !reader.isBusy, 'the slow one to be in both rooms');
  const { tcp } = reader;
  tcp.pause();
  await waitUntil(async () => {
    await say({ ...stack, eventId: other }, person, FLOOD);
    return stack.node().server.stats().largestBacklogBytes > 0;
  }, 'the slow one to hold something up');
  return {
    reader,
    goOn: () => void tcp.resume(),
    async [Symbol.asyncDispose]() {
      reader.cut();
    },
  };
}
