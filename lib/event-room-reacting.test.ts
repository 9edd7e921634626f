import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import type { EventRoomSession } from './event-room-session.ts';
import { eventually, isLive, startRoom } from '../tests/harness/scripted-room.ts';

const OK = { ok: true, value: null };
const thumb = (on = true) => ({ emoji: '👍', on });
const own = [{ emoji: '👍', count: 1, own: true }];

/** What each message has, in the order of the timeline. */
const reactionsOf = (room: EventRoomSession) => {
  const state = room.getSnapshot();
  if (state.status === 'refused') return null;
  return state.timeline.map((item) => (item.kind === 'sent' ? item.message.reactions : null));
};

test('[REACT-21] a tap shows at once, and stays when the log tells of it', async () => {
  const { server, room } = await startRoom({ history: 2 });
  await isLive(room);
  const answer = room.react('m1', thumb());
  expect(reactionsOf(room)).toEqual([own, undefined]);
  expect(await answer).toEqual(OK);
  await eventually(() => expect(server.requests.at(-1)?.name).toBe('react'));
  expect(reactionsOf(room)).toEqual([own, undefined]);
  const back = room.react('m1', thumb(false));
  expect(reactionsOf(room)).toEqual([undefined, undefined]);
  expect(await back).toEqual(OK);
  await eventually(() => expect(reactionsOf(room)).toEqual([undefined, undefined]));
  const twice = [room.react('m2', thumb()), room.react('m2', thumb(false))];
  expect(reactionsOf(room)).toEqual([undefined, undefined]);
  expect(await Promise.all(twice)).toEqual([OK, OK]);
  await eventually(() => expect(reactionsOf(room)).toEqual([undefined, undefined]));
});

test('[REACT-21] a reaction whose notice was lost is asked for', async () => {
  const { chat, server, room } = await startRoom({ history: 1 });
  await isLive(room);
  chat.hush();
  expect(await room.react('m1', thumb())).toEqual(OK);
  await eventually(() => expect(server.requests.at(-1)?.name).toBe('sync'));
  await isLive(room);
  expect(reactionsOf(room)).toEqual([own]);
});

test('[REACT-21] a refused reaction goes again, and one without a connection is not asked for', async () => {
  const { chat, server, client, room } = await startRoom({ history: 1 });
  await isLive(room);
  const tooFast = refusal('rate-limited', 'You are reacting too fast. Try again in 1 s.', 1_000);
  chat.refuseWith((name) => (name === 'react' ? tooFast : null));
  expect(await room.react('m1', thumb())).toEqual({ ok: false, error: tooFast });
  expect(reactionsOf(room)).toEqual([undefined]);
  client.disconnect();
  expect(await room.react('m1', thumb())).toMatchObject({ error: { code: 'unavailable' } });
  expect(reactionsOf(room)).toEqual([undefined]);
  client.connect();
  await isLive(room);
  const names = server.requests.map(({ name }) => name);
  expect(names).toEqual(['join-event', 'react', 'join-event']);
});
