import { afterEach, expect, vi } from 'vitest';

import { createEventRooms } from '../../lib/event-rooms.ts';
import type { EventRoomSession } from '../../lib/event-room-session.ts';
import { newId } from '../../lib/new-id.ts';
import { createSocketClient } from '../../lib/socket-client.ts';
import { createScriptedChat } from './scripted-chat.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Alice's room, open, of an event whose chat does what the test tells it. */
export async function startRoom({ history = 0 } = {}) {
  const chat = createScriptedChat();
  for (let count = 1; count <= history; count += 1) chat.sayUnheard(`old ${count}`);
  const server = await chat.start();
  const client = createSocketClient({
    url: server.url,
    getToken: () => Promise.resolve('token'),
  });
  const rooms = createEventRooms({
    client,
    listMessages: chat.listMessages,
    ownUserId: 'alice',
    newId,
    now: () => new Date(),
  });
  const room = rooms.get('e1');
  const leave = room.open();
  client.connect();
  cleanUps.push(() => chat.stop(), client.disconnect, rooms.dispose);
  return { chat, server, client, rooms, room, leave };
}

/** What the room shows, a line for each message. */
export function lines(room: EventRoomSession): readonly string[] {
  const state = room.getSnapshot();
  if (state.status === 'refused') return ['refused'];
  return state.timeline.map((item) =>
    item.kind === 'sent' ? item.message.content : `${item.kind}: ${item.content}`,
  );
}

export const eventually = (claim: () => void) =>
  vi.waitFor(claim, { timeout: 15_000, interval: 20 });
export const isLive = (room: EventRoomSession) =>
  eventually(() => expect(room.getSnapshot().status).toBe('live'));
