import type { Kysely } from 'kysely';
import webPush from 'web-push';

import { readPushKeys } from '../../db/push-keys.ts';
import type { Database } from '../../db/schema.ts';
import { defaultPushConfig } from '../../lib/server/push-config.ts';
import type { Log } from '../../lib/server/log.ts';
import type { ChatServer } from '../chat-socket.ts';
import type { SocketServerConfig } from '../config-type.ts';
import type { Connections } from '../connections.ts';
import type { Presence } from '../bus/presence.ts';
import { createExpo } from './expo.ts';
import { startPushing, type Pushing } from './pushing.ts';
import { sendToBrowser } from './web-push.ts';

interface PushParts {
  readonly config: SocketServerConfig;
  readonly db: Kysely<Database>;
  readonly log: Log;
  readonly io: ChatServer;
  readonly connections: Connections;
  readonly presence: Presence;
}

/** Notifies devices, in turns with the other nodes, of what is due when it is woken; until it is stopped. */
export function startPush({ config, db, log, io, connections, presence }: PushParts): Pushing {
  const push = config.push ?? defaultPushConfig;
  const contact = config.appUrl?.startsWith('https:') ? config.appUrl : 'mailto:hallway@localhost';
  // Who is invisible is known to this node alone.
  const isHereHidden = (eventId: string, userId: string): boolean =>
    connections
      .ofPerson(userId)
      .some((id) => io.of('/').sockets.get(id)?.data.joined.has(eventId) === true);
  return startPushing({
    db,
    log,
    isHere: (eventId, userId) => presence.isHere(eventId, userId) || isHereHidden(eventId, userId),
    expo: createExpo({ url: push.expoUrl, accessToken: push.expoAccessToken }),
    async sendToBrowser(device, payload) {
      const keys = await readPushKeys(db, webPush.generateVAPIDKeys);
      return sendToBrowser({ keys, contact, hosts: push.hosts }, device, payload);
    },
    bundleMs: push.bundleMs,
    receiptMs: push.receiptMs,
  });
}
