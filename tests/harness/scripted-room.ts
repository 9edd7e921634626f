import { afterEach, expect, vi } from 'vitest';

import { createEventRooms } from '../../lib/event-rooms.ts';
import type { EventRoomSession } from '../../lib/event-room-session.ts';
import { newId } from '../../lib/new-id.ts';
import { createSocketClient } from '../../lib/socket-client.ts';
import { createKeptStorage, type KeptStorage } from '../../lib/storage/kept-storage.ts';
import { createMemoryStorage } from '../../lib/storage/storage.ts';
import type { Tabs } from '../../lib/storage/tabs.ts';
import { createScriptedChat } from './scripted-chat.ts';
import type { Uploads } from '../../lib/uploads/uploads.ts';
import type { ScriptedServer } from './scripted-server.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

interface RoomOptions {
  readonly history?: number;
  readonly storage?: KeptStorage;
}

/** Alice's room, open, of an event whose chat does what the test tells it. */
export async function startRoom({ history = 0, storage }: RoomOptions = {}) {
  const chat = createScriptedChat();
  for (let count = 1; count <= history; count += 1) chat.sayUnheard(`old ${count}`);
  const server = await chat.start();
  const { client, rooms } = openApp(server, chat, { storage });
  const room = rooms.get('e1');
  const leave = room.open();
  cleanUps.push(() => chat.stop());
  return { chat, server, client, rooms, room, leave };
}

/** Alice's room on a device without a connection, that may be closed and started again with what it kept. */
export async function startUnconnected() {
  const chat = createScriptedChat();
  const server = await chat.start();
  cleanUps.push(() => chat.stop());
  const device = createMemoryStorage();
  const start = () => openApp(server, chat, { storage: createKeptStorage(async () => device) });
  const { client, rooms, kill } = start();
  client.disconnect();
  const restart = (): void => {
    kill();
    start();
  };
  return { chat, server, device, room: rooms.get('e1'), restart };
}

export interface AppOptions {
  readonly storage?: KeptStorage | undefined;
  readonly tabs?: Tabs | undefined;
  readonly ownUserId?: string;
  readonly openUploads?: (eventId: string) => Uploads;
}

/** The client as an app starts it, with what the device has kept. */
export function openApp(
  server: Pick<ScriptedServer, 'url'>,
  { listMessages }: Pick<ReturnType<typeof createScriptedChat>, 'listMessages'>,
  { ownUserId = 'alice', ...kept }: AppOptions = {},
) {
  const getToken = () => Promise.resolve('token');
  const client = createSocketClient({ url: server.url, getToken });
  const now = () => new Date();
  const rooms = createEventRooms({ client, listMessages, ownUserId, newId, now, ...kept });
  rooms.start();
  client.connect();
  /** As when the app is killed: nothing is said any more, and nothing tidied up. */
  const kill = (): void => {
    rooms.dispose();
    client.disconnect();
  };
  cleanUps.push(kill);
  return { client, rooms, kill };
}

/** What the room shows, a line for each message. */
export function lines(room: EventRoomSession): readonly string[] {
  const state = room.getSnapshot();
  if (state.status === 'refused') return ['refused'];
  return state.timeline.map((item) =>
    item.kind === 'sent' ? item.message.content : `${item.kind}: ${item.content}`,
  );
}

export const eventually = (claim: () => void | Promise<void>) =>
  vi.waitFor(claim, { timeout: 15_000, interval: 20 });
export const isLive = (room: EventRoomSession) =>
  eventually(() => expect(room.getSnapshot().status).toBe('live'));
