import { randomUUID } from 'node:crypto';

import { claimDeliveries, settleDeliveries, type Claimed } from '../../db/push-deliveries.ts';
import { toPayload, type PushOutcome } from '../../domain/push.ts';
import type { PushPayload } from '../../protocol/notifications.ts';
import { EXPO_MESSAGES_MAX } from './expo.ts';
import type { PushingDeps } from './pushing-deps.ts';

/** Deliveries that a node has on their way at the same time. */
const IN_FLIGHT_MAX = 400;
const CLAIMED_AT_ONCE = 100;

/** What goes out as one: everything new of one event for one device. */
interface Parcel {
  readonly claimed: readonly Claimed[];
  readonly payload: PushPayload;
}

export interface Sender {
  /** Claims what is due and sends it, without waiting for the push services; whether there may be more. */
  readonly sendSome: () => Promise<boolean>;
  /** Resolves when nothing is on its way. */
  readonly settle: () => Promise<void>;
}

/** @param onFree Told when there is room for more, where there was none. */
export function createSender(deps: PushingDeps, onFree: () => void): Sender {
  const { db, log } = deps;
  const onItsWay = new Set<Promise<void>>();
  let inFlight = 0;
  const sendSome = async (): Promise<boolean> => {
    const limit = Math.min(CLAIMED_AT_ONCE, IN_FLIGHT_MAX - inFlight);
    if (limit <= 0) return false;
    const claim = randomUUID();
    const claimed = await claimDeliveries(db, { claim, limit });
    if (claimed.length === 0) return false;
    inFlight += claimed.length;
    const sending = send(deps, claim, parcelsOf(claimed))
      // What could not be marked is taken for lost, and sent again.
      .catch((error: unknown) => log.warn({ error }, 'What became of notifications is not known'))
      .finally(() => {
        inFlight -= claimed.length;
        onItsWay.delete(sending);
        if (claimed.length >= limit) onFree();
      });
    onItsWay.add(sending);
    return claimed.length >= limit;
  };

  return { sendSome, settle: async () => void (await Promise.all(onItsWay)) };
}

/** Sends them, and writes what became of each as soon as that is known. */
async function send(deps: PushingDeps, claim: string, parcels: readonly Parcel[]): Promise<void> {
  const settle = ({ claimed }: Parcel, outcome: PushOutcome) =>
    settleDeliveries(deps.db, { claim, claimed, outcome, receiptMs: deps.receiptMs });
  const toExpo = parcels.filter(({ claimed }) => claimed[0]?.device.kind === 'expo');
  const toBrowsers = parcels.filter((parcel) => !toExpo.includes(parcel));
  await Promise.all([
    ...batches(toExpo).map(async (batch) => {
      const outcomes = await deps.expo.send(
        batch.map(({ claimed, payload }) => ({
          token: claimed[0]?.device.address ?? '',
          payload,
        })),
      );
      for (const [index, parcel] of batch.entries()) {
        await settle(parcel, outcomes[index] ?? { is: 'later', why: 'no outcome' });
      }
    }),
    ...toBrowsers.map(async (parcel) => {
      const device = parcel.claimed[0]?.device;
      if (device) await settle(parcel, await deps.sendToBrowser(device, parcel.payload));
    }),
  ]);
}

function batches(parcels: readonly Parcel[]): readonly (readonly Parcel[])[] {
  const count = Math.ceil(parcels.length / EXPO_MESSAGES_MAX);
  return Array.from({ length: count }, (_, n) =>
    parcels.slice(n * EXPO_MESSAGES_MAX, (n + 1) * EXPO_MESSAGES_MAX),
  );
}

/** A device has one notification for the messages of an event, another one for its announcements. */
function parcelsOf(claimed: readonly Claimed[]): readonly Parcel[] {
  const groups = Map.groupBy(claimed, ({ id, kind, eventId, device }) =>
    kind === 'close' ? `close ${id}` : `${kind} ${device.id} ${eventId}`,
  );
  return [...groups.values()].flatMap((told) => {
    const [first] = told;
    if (first === undefined) return [];
    const payload = toPayload({ told, before: first.before, hidesText: first.hidesText });
    return payload === null ? [] : [{ claimed: told, payload }];
  });
}
