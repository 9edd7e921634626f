import { expect, onTestFinished, test } from 'vitest';

import type { EventRoomSession } from '../../lib/event-room-session.ts';
import { createKeptStorage } from '../../lib/storage/kept-storage.ts';
import { createMemoryStorage } from '../../lib/storage/storage.ts';
import { startApi } from '../harness/api.ts';
import { enter, eventually, isLive, lines } from '../harness/own-client.ts';
import { say, texts } from '../harness/say.ts';
import { startStack } from '../harness/stack.ts';

const pinnedIn = (room: EventRoomSession) => {
  const state = room.getSnapshot();
  return state.status === 'refused' ? null : state.pins.map(({ messageId }) => messageId);
};

test('[PIN-2] [PIN-20] our own client has the pins, live, after a lost connection, and when it comes anew or with what it kept', async () => {
  await using stack = await startStack();
  await using api = await startApi({ database: stack.database });
  const mod = await stack.participant('Mo', { role: 'moderator' });
  const mo = await stack.connect(mod);
  const alice = await stack.participant('Alice');
  const bobs = await stack.participant('Bob');
  const kept = createKeptStorage(async () => createMemoryStorage());
  const url = stack.node().url;
  using bob = enter(api, url, bobs, kept);
  const room = bob.rooms.get(stack.eventId);
  room.open();
  await isLive(room);
  const [first = '', second = ''] = await Promise.all(
    ['one', 'two'].map(async (content) => {
      const sent = await mo.request('send-message', { eventId: stack.eventId, content });
      return sent.ok ? sent.value.id : '';
    }),
  );
  const pin = (messageId: string) =>
    mo.request('pin-message', { eventId: stack.eventId, messageId });
  expect(await pin(first)).toMatchObject({ ok: true });
  expect(await pin(second)).toMatchObject({ ok: true });
  await say(stack, alice, texts(3));
  await eventually(() => expect(lines(room).slice(2)).toEqual(texts(3)));
  expect(pinnedIn(room)).toEqual([second, first]);

  const listed = await bob.rest.listPins(stack.eventId);
  expect(listed.ok && listed.value.pins.map(({ message }) => message.content)).toEqual([
    'two',
    'one',
  ]);

  bob.client.disconnect();
  const unpinned = { eventId: stack.eventId, messageId: first };
  expect(await mo.request('unpin-message', unpinned)).toMatchObject({ ok: true });
  await say(stack, alice, texts(3, 4));
  bob.client.connect();
  await eventually(() => expect(lines(room).slice(2)).toEqual(texts(6)));
  expect(pinnedIn(room)).toEqual([second]);

  await expectPinned(enter(api, url, bobs), [second]);
  await eventually(async () => {
    const [key = ''] = await kept.keys('room/');
    expect(JSON.parse((await kept.read(key)) ?? '')).toMatchObject({
      pins: [{ messageId: second }],
    });
  });
  bob.rooms.dispose();
  expect(await pin(first)).toMatchObject({ ok: true });
  const again = enter(api, url, bobs, kept);
  await expectPinned(again, [first, second]);
  expect(again.pages()).toBe(0);

  async function expectPinned(own: ReturnType<typeof enter>, pins: readonly string[]) {
    onTestFinished(() => own[Symbol.dispose]());
    const opened = own.rooms.get(stack.eventId);
    opened.open();
    await isLive(opened);
    expect(pinnedIn(opened)).toEqual(pins);
  }
}, 60_000);
