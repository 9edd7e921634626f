import { expect, test } from 'vitest';

import { createKeptStorage } from '../../lib/storage/kept-storage.ts';
import { createMemoryStorage } from '../../lib/storage/storage.ts';
import { startApi } from '../harness/api.ts';
import { enter, eventually, isLive, lines } from '../harness/own-client.ts';
import { say, texts } from '../harness/say.ts';
import { startStack } from '../harness/stack.ts';

test('[CLIENT-33] [CLIENT-35] the app is killed while offline and started again: what was written goes out once, in order, and the room goes on from what was kept', async () => {
  await using stack = await startStack();
  await using api = await startApi({ database: stack.database });
  const alice = await stack.participant('Alice');
  const bobPerson = await stack.participant('Bob');
  const device = createMemoryStorage();
  const storage = () => createKeptStorage(async () => device);
  {
    using bob = enter(api, stack.node().url, bobPerson, storage());
    const room = bob.rooms.get(stack.eventId);
    room.open();
    await isLive(room);
    await say(stack, alice, texts(3));
    await eventually(() => expect(lines(room)).toEqual(texts(3)));
    await eventually(async () => expect(await device.keys('room/')).toHaveLength(1));
    bob.client.disconnect();
    for (const text of ['one', 'two', 'three']) room.send(text);
    await eventually(async () => expect(await device.keys('outbox/')).toHaveLength(3));
  }
  await say(stack, alice, texts(2, 4));

  using again = enter(api, stack.node().url, bobPerson, storage());
  const all = [...texts(5), 'one', 'two', 'three'];
  await eventually(async () => expect(await stack.storedMessages()).toEqual(all));
  const room = again.rooms.get(stack.eventId);
  room.open();
  await eventually(() => expect(lines(room)).toEqual(all));
  await isLive(room);
  await eventually(async () => expect(await device.keys('outbox/')).toEqual([]));
  expect(again.pages()).toBe(0);
}, 60_000);
