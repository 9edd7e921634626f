import { expect, test } from 'vitest';

import { startApi } from '../harness/api.ts';
import { enter, eventually, isLive, lines } from '../harness/own-client.ts';
import { say, texts } from '../harness/say.ts';
import { startStack } from '../harness/stack.ts';

test('[PIN-2] our own client goes on after a pin, live and after a lost connection', async () => {
  await using stack = await startStack();
  await using api = await startApi({ database: stack.database });
  const mod = await stack.participant('Mo', { role: 'moderator' });
  const mo = await stack.connect(mod);
  const alice = await stack.participant('Alice');
  using bob = enter(api, stack.node().url, await stack.participant('Bob'));
  const room = bob.rooms.get(stack.eventId);
  room.open();
  await isLive(room);
  const sent = await mo.request('send-message', { eventId: stack.eventId, content: 'pinned' });
  if (!sent.ok) throw new Error('not sent');
  const asked = { eventId: stack.eventId, messageId: sent.value.id };
  await eventually(() => expect(lines(room)).toEqual(['pinned']));
  expect(await mo.request('pin-message', asked)).toMatchObject({ ok: true });
  await say(stack, alice, texts(3));
  await eventually(() => expect(lines(room)).toEqual(['pinned', ...texts(3)]));
  await isLive(room);
  bob.client.disconnect();
  expect(await mo.request('unpin-message', asked)).toMatchObject({ ok: true });
  await say(stack, alice, texts(3, 4));
  bob.client.connect();
  await eventually(() => expect(lines(room)).toEqual(['pinned', ...texts(6)]));
  await isLive(room);
}, 60_000);
