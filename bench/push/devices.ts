import { sql } from 'kysely';
import { z } from 'zod';

import type { PushServices } from '../../tests/harness/push-services.ts';
import type { World } from '../world.ts';

/** A message that calls somebody, and where its notification goes to. */
export interface Call {
  readonly device: string;
  readonly content: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** 0: not yet. */
  ackedAt: number;
}

/** Where somebody of the crowd is notified: a browser or a phone, in turns. */
export const deviceOf = (person: number): string =>
  person % 2 === 0 ? `browser-${person}` : `ExponentPushToken[${person}]`;

const Subscription = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
});

/** Gives each of these people of the crowd a device that is notified. */
export async function addDevices(
  { database }: Pick<World, 'database'>,
  services: PushServices,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const person = first + index;
    const device = deviceOf(person);
    const of = { id: device, user_id: `crowd-${person}`, session_id: `session-crowd-${person}` };
    if (person % 2 === 1) return { ...of, kind: 'expo' as const, address: device };
    const { endpoint, keys } = Subscription.parse(services.subscribe(device));
    return { ...of, kind: 'web' as const, address: endpoint, ...keys };
  });
  await database.db.insertInto('push_device').values(rows).execute();
  await sql`analyze push_device`.execute(database.db);
}

/** @throws where rows say anything else than that each was handed over, once and for certain. */
export async function verifyHandedOver(
  { database }: Pick<World, 'database'>,
  { pushed }: PushServices,
  count: number,
): Promise<string> {
  const { rows } = await sql<{
    readonly state: string;
    readonly is_unsure: boolean;
    readonly attempts: number;
  }>`select state, is_unsure, attempts from push_delivery`.execute(database.db);
  const right = rows.filter(
    (row) => row.state === 'handed-over' && !row.is_unsure && row.attempts === 1,
  );
  if (right.length !== count || rows.length !== count)
    throw new Error(`of ${count} notifications ${right.length} are marked as handed over`);
  if (pushed.length !== count) throw new Error(`${pushed.length} were sent, and not ${count}`);
  return `all ${count} notifications reached the push service once, decrypted with the right words, and are marked so`;
}
