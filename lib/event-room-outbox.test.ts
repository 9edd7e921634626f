import { expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { eventually, isLive, lines, startRoom } from '../tests/harness/scripted-room.ts';

test('[CLIENT-13] a message shows at once, and stands in the log once', async () => {
  const { chat, room } = await startRoom();
  await isLive(room);
  expect(room.send('  hello  ')).toMatchObject({ ok: true });
  expect(lines(room)).toEqual(['pending: hello']);
  await eventually(() => expect(lines(room)).toEqual(['hello']));
  expect(chat.log).toHaveLength(1);
});

test('[CLIENT-21] what is written without a connection goes out afterwards, in order, once', async () => {
  const { chat, server, room } = await startRoom();
  await isLive(room);
  await chat.stop();
  await eventually(() => expect(room.getSnapshot().status).toBe('stale'));
  for (const text of ['one', 'two', 'three']) room.send(text);
  expect(lines(room)).toEqual(['pending: one', 'pending: two', 'pending: three']);
  await chat.start(server.port);
  await eventually(() => expect(lines(room)).toEqual(['one', 'two', 'three']));
  expect(chat.sends).toEqual(['one', 'two', 'three']);
}, 20_000);

test('[CLIENT-21] a message whose answer was lost with the connection is not posted twice', async () => {
  const { chat, server, room } = await startRoom();
  await isLive(room);
  chat.refuseWith((name, { content, clientMessageId }) => {
    if (name !== 'send-message') return null;
    chat.store(String(content), 'alice', String(clientMessageId));
    server.io.disconnectSockets(true);
    return 'silence';
  });
  room.send('hello');
  await eventually(() => expect(chat.log).toHaveLength(1));
  chat.refuseWith(() => null);
  await eventually(() => expect(lines(room)).toEqual(['hello']));
  await isLive(room);
  expect(chat.log).toHaveLength(1);
});

test('[CLIENT-21] unsent messages go out even after the room was left', async () => {
  const { chat, room, leave, client } = await startRoom();
  await isLive(room);
  client.disconnect();
  room.send('bye');
  leave();
  expect(room.isIdle()).toBe(false);
  client.connect();
  await eventually(() => expect(chat.sends).toEqual(['bye']));
  await eventually(() => expect(room.isIdle()).toBe(true));
});

test('[CLIENT-22] a refusal for a time is repeated with the same id, when the server said', async () => {
  const { chat, room } = await startRoom();
  await isLive(room);
  let refusals = 1;
  const ids = new Set<unknown>();
  chat.refuseWith((name, { clientMessageId }) => {
    if (name !== 'send-message') return null;
    ids.add(clientMessageId);
    return (refusals -= 1) >= 0 ? refusal('rate-limited', 'A bit slower.', 50) : null;
  });
  room.send('hello');
  await eventually(() => expect(lines(room)).toEqual(['hello']));
  expect(chat.sends).toEqual(['hello', 'hello']);
  expect(ids.size).toBe(1);
});

test('[CLIENT-22] a refusal for good fails the message and lets the next one go', async () => {
  const { chat, room } = await startRoom();
  await isLive(room);
  chat.refuseWith((_name, { content }) =>
    content === 'rude' ? refusal('invalid', 'Please rephrase this.') : null,
  );
  const rude = room.send('rude');
  room.send('kind');
  await eventually(() => expect(lines(room)).toEqual(['kind', 'failed: rude']));
  chat.refuseWith(() => null);
  if (rude.ok) room.retry(rude.value.clientMessageId);
  await eventually(() => expect(lines(room)).toEqual(['kind', 'rude']));
});

test('[CLIENT-22] text that can’t be sent is refused with a sentence', async () => {
  const { room } = await startRoom();
  const tooLong = room.send('😀'.repeat(1_001));
  expect(tooLong).toMatchObject({
    ok: false,
    error: { message: 'A message can have at most 1,000 characters.' },
  });
  expect(room.send('😀'.repeat(1_000)).ok).toBe(true);
});
