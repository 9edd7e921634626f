import type { Kysely } from 'kysely';

import type { PushTarget } from '../../db/push-deliveries.ts';
import type { IsHere } from '../../db/push-expand.ts';
import type { Database } from '../../db/schema.ts';
import type { PushOutcome } from '../../domain/push.ts';
import type { Log } from '../../lib/server/log.ts';
import type { PushPayload } from '../../protocol/notifications.ts';
import type { Expo } from './expo.ts';

/** What notifying devices needs. */
export interface PushingDeps {
  readonly db: Kysely<Database>;
  readonly log: Log;
  readonly isHere: IsHere;
  readonly expo: Expo;
  readonly sendToBrowser: (device: PushTarget, payload: PushPayload) => Promise<PushOutcome>;
  /** Devices are notified of one event again after this. */
  readonly bundleMs: number;
  /** Receipts are asked for after this. */
  readonly receiptMs: number;
}
