import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { eventually, isLive, lines, startRoom } from '../tests/harness/scripted-room.ts';

const OK = { ok: true, value: null };

test('[CHANGE-20] a change of a message shows when the log tells of it', async () => {
  const { server, room } = await startRoom({ history: 3 });
  await isLive(room);
  expect(await room.editMessage('m2', ' new words ')).toEqual(OK);
  await eventually(() => expect(lines(room)).toEqual(['old 1', 'new words', 'old 3']));
  expect(await room.deleteMessage('m1')).toEqual(OK);
  await eventually(() => expect(lines(room)).toEqual(['', 'new words', 'old 3']));
  expect(server.requests.map(({ name }) => name)).not.toContain('sync');
});

test('[CHANGE-20] a change whose notice was lost is asked for', async () => {
  const { chat, server, room } = await startRoom({ history: 2 });
  await isLive(room);
  chat.hush();
  expect(await room.editMessage('m1', 'new words')).toEqual(OK);
  await eventually(() => expect(lines(room)).toEqual(['new words', 'old 2']));
  expect(server.requests.at(-1)).toMatchObject({ name: 'sync', payload: { afterSeq: 2 } });
});

test('[CHANGE-21] a refused change answers why and changes nothing', async () => {
  const { chat, room } = await startRoom({ history: 1 });
  await isLive(room);
  const late = refusal('forbidden', 'Messages of this event can be changed for 15 minutes only.');
  chat.refuseWith((name) => (name === 'edit-message' || name === 'delete-message' ? late : null));
  expect(await room.editMessage('m1', 'new words')).toEqual({ ok: false, error: late });
  expect(await room.deleteMessage('m1')).toEqual({ ok: false, error: late });
  expect(await room.editMessage('m1', '  ')).toMatchObject({ error: { code: 'invalid' } });
  expect(lines(room)).toEqual(['old 1']);
});

test('[CHANGE-21] without a connection a change is not asked for, then or later', async () => {
  const { server, client, room } = await startRoom({ history: 1 });
  await isLive(room);
  client.disconnect();
  const unavailable = { ok: false, error: { code: 'unavailable' } };
  expect(await room.editMessage('m1', 'new words')).toMatchObject(unavailable);
  expect(await room.deleteMessage('m1')).toMatchObject(unavailable);
  client.connect();
  await isLive(room);
  const names = server.requests.map(({ name }) => name);
  expect(names).toEqual(['join-event', 'join-event']);
});
