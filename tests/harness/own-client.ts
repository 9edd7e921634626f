import { expect, vi } from 'vitest';

import { createEventRooms } from '../../lib/event-rooms.ts';
import type { EventRoomSession } from '../../lib/event-room-session.ts';
import { newId } from '../../lib/new-id.ts';
import { createRestClient } from '../../lib/rest-client.ts';
import { createSocketClient } from '../../lib/socket-client.ts';
import type { KeptStorage } from '../../lib/storage/kept-storage.ts';
import type { ApiPerson } from './api-person.ts';
import type { TestApi } from './api.ts';

export const eventually = (claim: () => void | Promise<void>) =>
  vi.waitFor(claim, { timeout: 20_000, interval: 20 });

/** A person with our own client, as the app puts it together. */
export function enter(
  api: Pick<TestApi, 'url'>,
  socketUrl: string,
  { id, token }: Pick<ApiPerson, 'id' | 'token'>,
  storage?: KeptStorage,
) {
  const getToken = () => Promise.resolve(token);
  const rest = createRestClient({ baseUrl: api.url, getToken });
  let pages = 0;
  const client = createSocketClient({ url: socketUrl, getToken });
  client.setOwnUserId(id);
  const rooms = createEventRooms({
    client,
    listMessages(...request) {
      pages += 1;
      return rest.listMessages(...request);
    },
    listUnread: rest.listUnread,
    ownUserId: id,
    newId,
    storage,
    now: () => new Date(),
  });
  rooms.start();
  client.connect();
  const leave = (): void => {
    rooms.dispose();
    client.disconnect();
  };
  return {
    rest,
    client,
    rooms,
    /** Pages of the history that were read so far. */
    pages: () => pages,
    [Symbol.dispose]: leave,
  };
}

export function lines(room: EventRoomSession): readonly string[] {
  const state = room.getSnapshot();
  if (state.status === 'refused') return [`refused: ${state.error.message}`];
  return state.timeline.map((item) =>
    item.kind === 'sent' ? item.message.content : `${item.kind}: ${item.content}`,
  );
}

export const isLive = (room: EventRoomSession) =>
  eventually(() => expect(room.getSnapshot().status, lines(room).join()).toBe('live'));
