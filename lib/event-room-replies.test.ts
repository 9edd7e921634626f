import { expect, test } from 'vitest';

import { eventually, isLive, startRoom, startUnconnected } from '../tests/harness/scripted-room.ts';
import type { EventRoomSession } from './event-room-session.ts';

const quoted = (room: EventRoomSession) => {
  const state = room.getSnapshot();
  if (state.status === 'refused') return [];
  return state.quoted.map(({ id, content, deletedAt }) => [id, content, deletedAt !== undefined]);
};

test('[REPLY-20] what an answer answers waits with it, also after the app was killed', async () => {
  const { chat, server, device, room, restart } = await startUnconnected();
  const replyTo = { id: 'm1', seq: 1 };
  room.send('yes', { replyTo });
  expect(room.getSnapshot()).toMatchObject({ timeline: [{ kind: 'pending', replyTo }] });
  await eventually(async () => expect(await device.keys('outbox/')).toHaveLength(1));
  restart();
  await eventually(() => expect(chat.sends).toEqual(['yes']));
  const sends = server.requests.filter(({ name }) => name === 'send-message');
  expect(sends.map(({ payload }) => payload)).toEqual([
    expect.objectContaining({ content: 'yes', replyTo: 'm1' }),
  ]);
});

test('[REPLY-21] what is answered is read by itself, once, and goes on as it is edited and deleted', async () => {
  const { chat, room } = await startRoom({ history: 60 });
  await isLive(room);
  const pages = chat.pages();
  room.loadQuoted(2);
  room.loadQuoted(2);
  await eventually(() => expect(quoted(room)).toEqual([['m2', 'old 2', false]]));
  expect(chat.pages()).toBe(pages + 1);
  expect(room.getSnapshot()).toMatchObject({ timeline: { length: 50 } });
  await room.editMessage('m2', 'new words');
  await eventually(() => expect(quoted(room)).toEqual([['m2', 'new words', false]]));
  await room.deleteMessage('m2');
  await eventually(() => expect(quoted(room)).toEqual([['m2', '', true]]));
});

test('[REPLY-21] what was read of an answered message before it was deleted does not bring its words back', async () => {
  const { chat, room } = await startRoom({ history: 60 });
  await isLive(room);
  const release = chat.holdPages();
  room.loadQuoted(2);
  await room.deleteMessage('m2');
  await eventually(() => expect(room.getSnapshot()).toMatchObject({ status: 'live' }));
  release();
  await eventually(() => expect(quoted(room)).toEqual([['m2', '', true]]));
});
