import { sql, type Kysely } from 'kysely';

import { PUSH_DEVICES_MAX, type NewPushDevice } from '../protocol/notifications.ts';
import type { Database } from './schema.ts';

interface Registered {
  readonly deviceId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly device: NewPushDevice;
}

/**
 * Notifies a device from now on, for the session that it is on: a session has one, an address is of one session. A person
 * keeps the newest {@link PUSH_DEVICES_MAX}. Safe to repeat, and to be called at each start.
 * @returns the device's id.
 */
export const addPushDevice = (
  db: Kysely<Database>,
  { deviceId, userId, sessionId, device }: Registered,
): Promise<string> =>
  db.transaction().execute(async (tx) => {
    const isWeb = device.kind === 'web';
    const address = isWeb ? device.endpoint : device.token;
    await sql`
      delete from push_device where session_id = ${sessionId} and address <> ${address}
    `.execute(tx);
    const { rows } = await sql<{ readonly id: string }>`
      insert into push_device (id, user_id, session_id, kind, address, p256dh, auth)
      values (${deviceId}, ${userId}, ${sessionId}, ${device.kind}, ${address},
        ${isWeb ? device.keys.p256dh : null}, ${isWeb ? device.keys.auth : null})
      on conflict (address) do update set user_id = excluded.user_id, session_id = excluded.session_id,
        p256dh = excluded.p256dh, auth = excluded.auth
      returning id
    `.execute(tx);
    await sql`
      delete from push_device where id in (
        select id from push_device where user_id = ${userId}
        order by created_at desc, id desc offset ${PUSH_DEVICES_MAX}
      )
    `.execute(tx);
    return rows[0]?.id ?? deviceId;
  });

/** Ends the notifications of the device that a session is on. */
export async function removePushDevice(db: Kysely<Database>, sessionId: string): Promise<void> {
  await db.deleteFrom('push_device').where('session_id', '=', sessionId).execute();
}
