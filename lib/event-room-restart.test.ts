import { expect, onTestFinished, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { createScriptedChat } from '../tests/harness/scripted-chat.ts';
import { eventually, isLive, lines, openApp } from '../tests/harness/scripted-room.ts';
import { createKeptStorage } from './storage/kept-storage.ts';
import { createMemoryStorage } from './storage/storage.ts';
import type { DeviceStorage } from './storage/storage.ts';

/** A device that keeps what it is given, also when the app is killed. */
const deviceOf = (device: DeviceStorage = createMemoryStorage()) => ({
  device,
  storage: () => createKeptStorage(async () => device),
});

async function startChat() {
  const chat = createScriptedChat();
  const server = await chat.start();
  onTestFinished(() => chat.stop());
  return { chat, server };
}

const outboxOf = (device: DeviceStorage) => device.keys('outbox/');

test('[CLIENT-33] what was written without a connection goes out after the app was killed, in order, once, also when its room is not opened', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  const first = openApp(server, chat, { storage: storage() });
  first.client.disconnect();
  const room = first.rooms.get('e1');
  for (const text of ['one', 'two', 'three']) room.send(text);
  await eventually(async () => expect(await outboxOf(device)).toHaveLength(3));
  first.kill();

  openApp(server, chat, { storage: storage() });
  await eventually(() => expect(chat.sends).toEqual(['one', 'two', 'three']));
  await eventually(async () => expect(await outboxOf(device)).toEqual([]));
  expect(chat.log.map(({ content }) => content)).toEqual(['one', 'two', 'three']);
});

test('[CLIENT-33] what was kept goes out before what is written at once after the start, though the clock went back', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  const entry = { eventId: 'e1', createdAt: new Date().toISOString(), attempts: 0, error: null };
  const kept = { ...entry, clientMessageId: 'c1', content: 'kept', order: Date.now() + 60_000 };
  await device.write('outbox/alice/c1', JSON.stringify(kept));
  const { rooms } = openApp(server, chat, { storage: storage() });
  rooms.get('e1').send('written');
  await eventually(() => expect(chat.sends).toEqual(['kept', 'written']));
});

test('[CLIENT-33] nothing is sent before it is kept', async () => {
  const { chat, server } = await startChat();
  const memory = createMemoryStorage();
  let keep = (): void => undefined;
  const { storage } = deviceOf({
    ...memory,
    async write(key, text) {
      await new Promise<void>((resolve) => (keep = resolve));
      await memory.write(key, text);
    },
  });
  const { rooms, client } = openApp(server, chat, { storage: storage() });
  await eventually(() => expect(client.getSnapshot().status).toBe('connected'));
  rooms.get('e1').send('hello');
  expect(lines(rooms.get('e1'))).toEqual(['pending: hello']);
  await client.request('stop-typing', { eventId: 'e1' });
  expect(chat.sends).toEqual([]);
  keep();
  await eventually(() => expect(chat.sends).toEqual(['hello']));
});

test('[CLIENT-33] a message that was stored when the app was killed is not posted again', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  const first = openApp(server, chat, { storage: storage() });
  chat.loseAnswerTo('send-message');
  first.rooms.get('e1').send('hello');
  await eventually(() => expect(chat.log).toHaveLength(1));
  first.kill();
  chat.refuseWith(() => null);

  const again = openApp(server, chat, { storage: storage() });
  await eventually(() => expect(chat.sends).toEqual(['hello', 'hello']));
  await eventually(async () => expect(await outboxOf(device)).toEqual([]));
  const room = again.rooms.get('e1');
  room.open();
  await isLive(room);
  expect(lines(room)).toEqual(['hello']);
});

test('[CLIENT-33] a message that was refused for good waits for its author through a restart, until tried again or discarded', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  chat.refuseWith((name) => (name === 'send-message' ? refusal('invalid', 'Rephrase.') : null));
  const first = openApp(server, chat, { storage: storage() });
  for (const text of ['rude', 'ruder']) first.rooms.get('e1').send(text);
  await eventually(() =>
    expect(lines(first.rooms.get('e1'))).toEqual(['failed: rude', 'failed: ruder']),
  );
  await eventually(async () =>
    expect(await device.read((await outboxOf(device))[1] ?? '')).toMatch('Rephrase'),
  );
  first.kill();
  chat.refuseWith(() => null);

  const again = openApp(server, chat, { storage: storage() });
  const room = again.rooms.get('e1');
  await eventually(() => expect(lines(room)).toEqual(['failed: rude', 'failed: ruder']));
  expect(chat.sends).toEqual(['rude', 'ruder']);
  const state = room.getSnapshot();
  const [rude, ruder] = state.status === 'refused' ? [] : state.timeline;
  if (ruder?.kind === 'failed') room.discard(ruder.clientMessageId);
  if (rude?.kind === 'failed') room.retry(rude.clientMessageId);
  await eventually(async () => expect(await outboxOf(device)).toEqual([]));
  expect(chat.log.map(({ content }) => content)).toEqual(['rude']);
});

test("[CLIENT-34] another person on the device neither sends nor sees somebody's unsent messages, which wait for them", async () => {
  const { chat, server } = await startChat();
  const { storage } = deviceOf();
  const first = openApp(server, chat, { storage: storage() });
  first.client.disconnect();
  first.rooms.get('e1').send('from Alice');
  first.kill();

  const bob = openApp(server, chat, { storage: storage(), ownUserId: 'bob' });
  await eventually(() => expect(bob.client.getSnapshot().status).toBe('connected'));
  bob.rooms.get('e1').send('from Bob');
  await eventually(() => expect(chat.sends).toEqual(['from Bob']));
  expect(lines(bob.rooms.get('e1')).join()).not.toMatch('Alice');
  bob.kill();

  openApp(server, chat, { storage: storage() });
  await eventually(() => expect(chat.sends).toEqual(['from Bob', 'from Alice']));
});

test('[CLIENT-35] a room shows at once what was read of it, and goes on from there', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  for (let count = 1; count <= 60; count += 1) chat.sayUnheard(`old ${count}`);
  const first = openApp(server, chat, { storage: storage() });
  const before = first.rooms.get('e1');
  before.open();
  await isLive(before);
  await eventually(async () => expect(await device.keys('room/')).toHaveLength(1));
  first.kill();
  chat.sayUnheard('meanwhile');

  const again = openApp(server, chat, { storage: storage() });
  const room = again.rooms.get('e1');
  again.client.disconnect();
  room.open();
  await eventually(() => expect(lines(room)).toHaveLength(50));
  expect(room.getSnapshot()).toMatchObject({ isLoaded: true, hasOlder: true });
  again.client.connect();
  await eventually(() => expect(lines(room).at(-1)).toBe('meanwhile'));
  await isLive(room);
  expect(chat.pages()).toBe(1);
  await room.loadOlder();
  expect(lines(room)).toEqual(chat.log.map(({ content }) => content));
});

test('[PIN-20] what an app that knew no pins has kept of a room is read anew', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  chat.sayUnheard('old');
  const first = openApp(server, chat, { storage: storage() });
  first.rooms.get('e1').open();
  await eventually(async () => expect(await device.keys('room/')).toHaveLength(1));
  first.kill();
  const { pins: _, ...kept } = JSON.parse((await device.read('room/alice/e1')) ?? '');
  await device.write('room/alice/e1', JSON.stringify(kept));

  const { rooms } = openApp(server, chat, { storage: storage() });
  rooms.get('e1').open();
  await isLive(rooms.get('e1'));
  expect(chat.pages()).toBe(2);
});

test('[CLIENT-35] what was read is forgotten for another person, and when one no longer takes part', async () => {
  const { chat, server } = await startChat();
  const { device, storage } = deviceOf();
  await device.write('room/bob/e1', '{}');
  const { rooms } = openApp(server, chat, { storage: storage() });
  const room = rooms.get('e1');
  room.open();
  chat.sayUnheard('secret');
  chat.announceHead();
  await eventually(async () => expect(await device.keys('room/')).toEqual(['room/alice/e1']));
  chat.server()?.io.emit('room-closed', { eventId: 'e1', reason: 'removed' });
  await eventually(async () => expect(await device.keys('room/')).toEqual([]));
});

test.each(['not JSON', '{}', '[]', 'null', '{"clientMessageId":"c1","eventId":"e1","content":7}'])(
  '[CLIENT-36] damaged data is dropped: %s',
  async (text) => {
    const { chat, server } = await startChat();
    const { device, storage } = deviceOf();
    await device.write('outbox/alice/c1', text);
    await device.write('room/alice/e1', text);
    const { rooms } = openApp(server, chat, { storage: storage() });
    const room = rooms.get('e1');
    room.open();
    await isLive(room);
    room.send('hello');
    await eventually(() => expect(lines(room)).toEqual(['hello']));
    await eventually(async () => expect(await outboxOf(device)).toEqual([]));
  },
);

test('[CLIENT-36] where the device keeps nothing, messages go out all the same, and that they are not kept is known', async () => {
  const { chat, server } = await startChat();
  const full: DeviceStorage = {
    ...createMemoryStorage(),
    write: () => Promise.reject(new Error('full')),
  };
  for (const open of [async () => full, () => Promise.reject(new Error('blocked'))]) {
    const storage = createKeptStorage(open);
    const { rooms, client } = openApp(server, chat, { storage });
    client.disconnect();
    rooms.get('e1').send('hello');
    await eventually(() => expect(storage.isDurable.getSnapshot()).toBe(false));
    client.connect();
    await eventually(() => expect(rooms.get('e1').isIdle()).toBe(true));
  }
  expect(chat.sends).toEqual(['hello', 'hello']);
});
