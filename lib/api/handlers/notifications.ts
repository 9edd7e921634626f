import webPush from 'web-push';

import { addPushDevice, removePushDevice } from '../../../db/push-devices.ts';
import { readPushKeys } from '../../../db/push-keys.ts';
import {
  readEventNotifications,
  readNotificationSettings,
  writeEventNotifications,
  writeNotificationSettings,
} from '../../../db/push-settings.ts';
import { noSuchEvent, tooFast } from '../../../domain/refusals.ts';
import { notTakingPart } from '../../../domain/rights.ts';
import { refusal, type ProtocolError } from '../../../protocol/errors.ts';
import type {
  EventNotifications,
  NewPushDevice,
  NotificationSettings,
  NotificationState,
  PushDevice,
} from '../../../protocol/notifications.ts';
import { fail, ok, type Result } from '../../../protocol/result.ts';
import { mayPushTo } from '../../server/push-hosts.ts';
import type { Call } from '../route.ts';
import type { Services } from '../services.ts';

type Answer<Value> = Promise<Result<Value, ProtocolError>>;

const unknownService = refusal(
  'invalid',
  'This browser’s push service is not one that may be used here.',
);

export async function readSettings({ db }: Services, { person }: Call): Answer<NotificationState> {
  const [settings, { publicKey }] = await Promise.all([
    readNotificationSettings(db, person.id),
    readPushKeys(db, webPush.generateVAPIDKeys),
  ]);
  return ok({ ...settings, vapidPublicKey: publicKey });
}

export async function setSettings(
  services: Services,
  call: Call<undefined, NotificationSettings>,
): Answer<NotificationState> {
  const refused = await refuseHasty(services, call.person.id);
  if (refused !== null) return fail(refused);
  await writeNotificationSettings(services.db, call.person.id, call.body);
  return readSettings(services, call);
}

export async function addDevice(
  services: Services,
  { person, sessionId, body }: Call<undefined, NewPushDevice>,
): Answer<PushDevice> {
  if (body.kind === 'web' && !mayPushTo(body.endpoint, services.pushHosts)) {
    return fail(unknownService);
  }
  const refused = await refuseHasty(services, person.id);
  if (refused !== null) return fail(refused);
  const asked = { deviceId: services.newId(), userId: person.id, sessionId, device: body };
  return ok({ deviceId: await addPushDevice(services.db, asked) });
}

export async function removeDevice({ db }: Services, { sessionId }: Call): Answer<null> {
  await removePushDevice(db, sessionId);
  return ok(null);
}

export const readEvent = async (
  services: Services,
  { person, eventId }: Call,
): Answer<EventNotifications> => {
  const of = { eventId, userId: person.id };
  return inside(services, of, await readEventNotifications(services.db, of));
};

export async function setEvent(
  services: Services,
  { person, eventId, body }: Call<undefined, EventNotifications>,
): Answer<EventNotifications> {
  const refused = await refuseHasty(services, person.id);
  if (refused !== null) return fail(refused);
  const of = { eventId, userId: person.id };
  return inside(services, of, await writeEventNotifications(services.db, of, body));
}

/** Who takes no part in an event that is there is told so. */
async function inside(
  { reading }: Services,
  of: { readonly eventId: string; readonly userId: string },
  found: EventNotifications | null,
): Answer<EventNotifications> {
  if (found !== null) return ok(found);
  const access = await reading.readAccess(of);
  return fail(
    access === null ? noSuchEvent : notTakingPart(access.participation, 'be notified of it'),
  );
}

async function refuseHasty({ budgets }: Services, personId: string): Promise<ProtocolError | null> {
  const exceeded = await budgets.visibility.take(personId);
  return exceeded && tooFast('You are changing settings too fast.', exceeded);
}
