import { pruneDeliveries } from '../../db/push-deliveries.ts';
import { expandPushDue } from '../../db/push-expand.ts';
import type { PushingDeps } from './pushing-deps.ts';
import { readReceipts } from './receipts.ts';
import { createSender } from './sender.ts';

const PRUNE_EVERY_MS = 3_600_000;

export interface Pushing {
  /** Something is due, or may be. */
  readonly wake: () => void;
  /** Takes nothing more, and waits for what is on its way. */
  readonly stop: () => Promise<void>;
}

/**
 * A node's part in notifying devices. What it takes it says before it sends and after it, in the database: if it ends
 * between the two, another node sends it again after a minute, marked as unsure. So nothing is lost, and nothing is sent
 * twice but where nobody can know whether it was; the device then shows one in the place of the other.
 */
export function startPushing(deps: PushingDeps): Pushing {
  const { db, log } = deps;
  const sender = createSender(deps, () => wake());
  let isStopped = false;
  let isWoken = false;
  let running: Promise<void> | null = null;
  let prunedAt = performance.now();
  let reading: Promise<void> | null = null;

  /** Beside the turns: a service that is slow to tell of what was sent holds up nothing that is to be sent. */
  const read = (): void => {
    reading ??= readReceipts(deps)
      .catch((error: unknown) => log.warn({ error }, 'Receipts of notifications are not read'))
      .finally(() => (reading = null));
  };

  const turn = async (): Promise<void> => {
    while (isWoken && !isStopped) {
      isWoken = false;
      const expanded = await expandPushDue(db, deps);
      const isFull = await sender.sendSome();
      if (expanded > 0 || isFull) isWoken = true;
      else read();
    }
    if (performance.now() - prunedAt < PRUNE_EVERY_MS) return;
    prunedAt = performance.now();
    await pruneDeliveries(db);
  };

  const wake = (): void => {
    isWoken = true;
    if (isStopped) return;
    running ??= turn()
      .catch((error: unknown) => {
        // The next look tries again, not this very moment.
        isWoken = false;
        log.warn({ error }, 'Notifications could not be sent');
      })
      .finally(() => {
        running = null;
        if (isWoken) wake();
      });
  };

  return {
    wake,
    async stop() {
      isStopped = true;
      await running;
      await sender.settle();
      await reading;
    },
  };
}
