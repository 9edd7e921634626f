import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { after, joinedAt, live, pageOf } from '../tests/harness/room-inputs.ts';
import { eventually, isLive, startRoom } from '../tests/harness/scripted-room.ts';
import { toEventRoomState } from './event-room.ts';
import type { EventRoom, EventRoomInput, EventRoomState } from './event-room.ts';

const idsIn = (state: EventRoomState): readonly string[] | null =>
  state.status === 'refused' ? null : state.pins.map(({ messageId }) => messageId);
const pinnedIn = (room: EventRoom) => idsIn(toEventRoomState(room));

const pin = (seq: number, of: number, isPinned = true): EventRoomInput => ({
  type: 'message-changed',
  notice: {
    eventId: 'e1',
    messageId: `m${of}`,
    messageSeq: of,
    isPinned,
    by: 'bob',
    seq,
    after: seq - 1,
  },
});

const deletion = (seq: number, of: number): EventRoomInput => ({
  type: 'message-changed',
  notice: { eventId: 'e1', messageId: `m${of}`, userId: 'bob', deletedAt: '', seq, after: seq - 1 },
});

test('[PIN-20] the newest pin stands first; what is unpinned or deleted is pinned no more', () => {
  const room = after([pin(4, 2), pin(5, 1), pin(6, 3)], live());
  expect(pinnedIn(room)).toEqual(['m3', 'm1', 'm2']);
  expect(pinnedIn(after([pin(7, 1, false)], room))).toEqual(['m3', 'm2']);
  expect(pinnedIn(after([deletion(7, 3)], room))).toEqual(['m1', 'm2']);
  expect(pinnedIn(after([pin(8, 1), pin(7, 1, false)], room))).toEqual(['m1', 'm3', 'm2']);
});

test('[PIN-20] a room begins with what its newest page says, and goes on from there', () => {
  const page = { ...pageOf([3], 4), pins: [{ messageId: 'm1', seq: 1 }] };
  const before = after([joinedAt(4), pin(5, 3), pin(4, 1)]);
  expect(pinnedIn(before)).toEqual([]);
  expect(pinnedIn(after([{ type: 'newest-page', page }], before))).toEqual(['m3', 'm1']);
});

test('[PIN-22] a pin shows when the log says so, or is refused; without a connection nothing is asked', async () => {
  const { chat, client, room } = await startRoom({ history: 3 });
  await isLive(room);
  const pins = () => idsIn(room.getSnapshot());
  expect(await room.pinMessage('m2')).toEqual({ ok: true, value: null });
  await eventually(() => expect(pins()).toEqual(['m2']));
  chat.refuseWith(() => refusal('forbidden', 'no'));
  expect(await room.unpinMessage('m2')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  chat.refuseWith(() => null);
  expect(await room.unpinMessage('m2')).toMatchObject({ ok: true });
  await eventually(() => expect(pins()).toEqual([]));
  client.disconnect();
  expect(await room.pinMessage('m1')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});
