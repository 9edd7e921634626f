import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { enter, eventually, isLive, lines } from '../harness/own-client.ts';
import { say, texts } from '../harness/say.ts';
import { startStack } from '../harness/stack.ts';

/** Bob with our own client, live in the room of an event in which Alice talks. */
async function scene() {
  await using parts = new AsyncDisposableStack();
  const stack = parts.use(await startStack({ nodes: 2 }));
  const api = parts.use(await startApi({ database: stack.database }));
  const alice = await stack.participant('Alice');
  const bobPerson = await stack.participant('Bob');
  const bob = parts.use(enter(api, stack.node().url, bobPerson));
  const room = bob.rooms.get(stack.eventId);
  room.open();
  await isLive(room);
  const owned = parts.move();
  return { stack, alice, bob, room, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test('[CLIENT-18] what was missed is replayed to our client, and the history is not read again', async () => {
  await using here = await scene();
  const { stack, alice, bob, room } = here;
  await say(stack, alice, texts(3));
  await eventually(() => expect(lines(room)).toEqual(texts(3)));
  bob.client.disconnect();
  await say(stack, alice, texts(300, 4));
  bob.client.connect();
  await say(stack, alice, texts(20, 304));
  await eventually(() => expect(lines(room)).toEqual(texts(323)));
  await isLive(room);
  expect(bob.pages()).toBe(1);
}, 60_000);

test('[CLIENT-15] one who missed too much for a replay reads the newest page, and goes on live from there', async () => {
  await using here = await scene();
  const { stack, alice, bob, room } = here;
  await say(stack, alice, texts(3));
  await eventually(() => expect(lines(room)).toEqual(texts(3)));
  bob.client.disconnect();
  await say(stack, alice, texts(501, 4));
  bob.client.connect();
  await say(stack, alice, texts(20, 505));
  await eventually(() => expect(lines(room).at(-1)).toBe(texts(1, 524)[0]));
  await isLive(room);
  const shown = lines(room);
  expect(shown).toEqual(texts(524).slice(-shown.length));
  expect(bob.pages()).toBe(2);
}, 60_000);
