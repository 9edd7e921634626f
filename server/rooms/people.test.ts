import { beforeEach, expect, test, vi } from 'vitest';

import { createRoomPeople } from './people.ts';
import { AGAIN_MS } from './teller.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

function makeRoom() {
  const room = { online: 1, told: [] as number[], isDatabaseAway: false, errors: 0 };
  const people = createRoomPeople({
    everyMs: 1_000,
    isFew: () => true,
    hasReaders: () => true,
    read: async () => {
      if (room.isDatabaseAway) throw new Error('the database is away');
      return { eventId: 'e1', online: room.online, people: [] };
    },
    emit: ({ online }) => void room.told.push(online),
    onError: () => void (room.errors += 1),
    now: () => Date.now(),
  });
  const change = (online: number): void => {
    room.online = online;
    people.touch();
  };
  return Object.assign(room, { people, change });
}

test('[HERE-4] the last change is told, also where the database was away then and nothing changes any more', async () => {
  const room = makeRoom();
  room.change(1);
  await vi.advanceTimersByTimeAsync(1_000);
  room.isDatabaseAway = true;
  room.change(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(room.errors).toBeLessThanOrEqual(30_000 / AGAIN_MS + 1);
  room.isDatabaseAway = false;
  await vi.advanceTimersByTimeAsync(AGAIN_MS);
  expect(room.told).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(room.told).toEqual([1, 2]);
});

test('[HERE-4] a room that is closed asks no more, whatever failed', async () => {
  const room = makeRoom();
  room.isDatabaseAway = true;
  room.change(2);
  await vi.advanceTimersByTimeAsync(1_000);
  room.people.dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(room.errors).toBe(1);
});
