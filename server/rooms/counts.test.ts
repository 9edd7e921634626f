import { beforeEach, expect, test, vi } from 'vitest';

import { OPEN_MODE } from '../../domain/room-mode.ts';
import { createRoomCounts, timesSlower } from './counts.ts';

const place = { eventId: 'e1', epoch: 'one', seq: 3, minSeq: 0 };
const head = { ...place, attending: 2, interested: 1, mode: OPEN_MODE };

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

function makeRoom() {
  const room = { crowds: 0.1, told: 0 };
  const counts = createRoomCounts({
    everyMs: () => 1_000 * timesSlower(room.crowds),
    readHead: () => Promise.resolve(head),
    online: () => 1,
    emit: () => void (room.told += 1),
    onError: (error) => expect.unreachable(String(error)),
    now: () => Date.now(),
  });
  return Object.assign(room, { counts });
}

/** Something changes every 100 ms, as where a room fills. */
async function changeFor(room: ReturnType<typeof makeRoom>, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    room.counts.touch();
    await vi.advanceTimersByTimeAsync(100);
  }
}

test.each([
  ['a small room', 0.25, 21],
  ['a larger room', 0.75, 7],
  ['a room of fifty crowds', 50, 3],
])(
  '[ROOM-7] %s that changes all the time is told no oftener than its size allows',
  async (_, crowds, told) => {
    const room = makeRoom();
    room.crowds = crowds;
    await changeFor(room, 20_050);
    expect(room.told).toBe(told);
  },
);

test('[ROOM-7] a change after a silence is told at once in a crowd, and the last one always', async () => {
  const room = makeRoom();
  room.crowds = 1.25;
  room.counts.touch();
  await vi.advanceTimersByTimeAsync(0);
  expect(room.told).toBe(1);
  room.counts.touch();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(room.told).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(room.told).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(room.told).toBe(2);
});

test('[ROOM-7] the last change is told, also where the database was away then', async () => {
  let isAway = true;
  let told = 0;
  const counts = createRoomCounts({
    everyMs: () => 1_000,
    readHead: async () => {
      if (isAway) throw new Error('the database is away');
      return head;
    },
    online: () => 1,
    emit: () => void (told += 1),
    onError: () => {},
    now: () => Date.now(),
  });
  counts.touch();
  await vi.advanceTimersByTimeAsync(12_000);
  expect(told).toBe(0);
  isAway = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toBe(1);
});
