import { afterEach, describe, expect, test, vi } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { createScriptedChat } from '../tests/harness/scripted-chat.ts';
import { createEventRooms } from './event-rooms.ts';
import type { EventRoomSession } from './event-room-session.ts';
import { newId } from './new-id.ts';
import { createSocketClient } from './socket-client.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startRoom({ history = 0 } = {}) {
  const chat = createScriptedChat();
  for (let count = 1; count <= history; count += 1) chat.sayUnheard(`old ${count}`);
  const server = await chat.start();
  const client = createSocketClient({
    url: server.url,
    getToken: () => Promise.resolve('token'),
  });
  const rooms = createEventRooms({
    client,
    listMessages: chat.listMessages,
    ownUserId: 'alice',
    newId,
    now: () => new Date(),
  });
  const room = rooms.get('e1');
  const leave = room.open();
  client.connect();
  cleanUps.push(() => chat.stop(), client.disconnect, rooms.dispose);
  return { chat, server, client, rooms, room, leave };
}

function lines(room: EventRoomSession): readonly string[] {
  const state = room.getSnapshot();
  if (state.status === 'refused') return ['refused'];
  return state.timeline.map((item) =>
    item.kind === 'sent' ? item.message.content : `${item.kind}: ${item.content}`,
  );
}

const eventually = (claim: () => void) => vi.waitFor(claim, { timeout: 15_000, interval: 20 });
const isLive = (room: EventRoomSession) =>
  eventually(() => expect(room.getSnapshot().status).toBe('live'));

describe('a room that is open', () => {
  test('[CLIENT-17] shows the newest page, then what is said', async () => {
    const { chat, room } = await startRoom({ history: 60 });
    await isLive(room);
    expect(lines(room)).toHaveLength(50);
    chat.say('hello');
    await eventually(() => expect(lines(room).at(-1)).toBe('hello'));
    expect(room.getSnapshot()).toMatchObject({ hasOlder: true, counts: { attending: 2 } });
  });

  test('[CLIENT-17] reads older pages on demand, each once', async () => {
    const { room } = await startRoom({ history: 120 });
    await isLive(room);
    await Promise.all([room.loadOlder(), room.loadOlder()]);
    expect(lines(room)).toHaveLength(100);
    await room.loadOlder();
    expect(lines(room)).toHaveLength(120);
    expect(room.getSnapshot()).toMatchObject({ hasOlder: false });
    expect(await room.loadOlder()).toEqual({ ok: true, value: null });
  });

  test('[CLIENT-18] after a restart of the server nothing that was said meanwhile is missing', async () => {
    const { chat, server, room } = await startRoom({ history: 3 });
    await isLive(room);
    await chat.stop();
    await eventually(() => expect(room.getSnapshot().status).toBe('stale'));
    for (let count = 1; count <= 250; count += 1) chat.sayUnheard(`missed ${count}`);
    await chat.start(server.port);
    await isLive(room);
    chat.say('and on');
    await eventually(() => expect(lines(room)).toHaveLength(254));
    expect(lines(room)).toEqual(chat.log.map(({ content }) => content));
  }, 20_000);

  test('[CLIENT-18] a notice that was lost is fetched when the next one shows the gap', async () => {
    const { chat, room } = await startRoom({ history: 1 });
    await isLive(room);
    chat.sayUnheard('lost');
    chat.say('heard');
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'lost', 'heard']));
    expect(chat.mostUnderWay()).toBe(1);
  });

  test('[CLIENT-19] is left with its last holder, and joined again when it is opened again', async () => {
    const { chat, server, room, leave } = await startRoom();
    const leaveToo = room.open();
    await isLive(room);
    leave();
    leave();
    expect(room.getSnapshot().status).toBe('live');
    leaveToo();
    expect(room.getSnapshot().status).toBe('stale');
    chat.sayUnheard('meanwhile');
    room.open();
    await eventually(() => expect(lines(room)).toEqual(['meanwhile']));
    await isLive(room);
    const names = server.requests.map(({ name }) => name);
    expect(names).toEqual(['join-event', 'leave-event', 'join-event']);
  });

  test('[CLIENT-20] a refusal is shown, and asked about again after one has come to take part', async () => {
    const { chat, rooms, room, client } = await startRoom();
    client.disconnect();
    const forbidden = refusal('forbidden', 'Attend the event first.');
    chat.refuseWith((name) => (name === 'join-event' ? forbidden : null));
    client.connect();
    await eventually(() =>
      expect(room.getSnapshot()).toEqual({ status: 'refused', error: forbidden }),
    );
    chat.refuseWith(() => null);
    rooms.rejoin('e1');
    await isLive(room);
  });

  test('[CLIENT-20] an answer from before one came to take part does not count any more', async () => {
    const { chat, client, rooms, room } = await startRoom();
    client.disconnect();
    let answered = 0;
    chat.refuseWith((name) => {
      if (name !== 'join-event') return null;
      answered += 1;
      return answered === 1 ? 'silence' : null;
    });
    client.connect();
    await eventually(() => expect(answered).toBe(1));
    rooms.rejoin('e1');
    await isLive(room);
    expect(answered).toBe(2);
  });

  test('[CLIENT-20] a room that is closed by the server says why', async () => {
    const { server, room } = await startRoom();
    await isLive(room);
    server.io.emit('room-closed', { eventId: 'e1', reason: 'removed' });
    await eventually(() =>
      expect(room.getSnapshot()).toMatchObject({
        status: 'refused',
        error: { message: 'You were removed from this event by its organisers.' },
      }),
    );
  });
});

describe('sending', () => {
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
      chat.log.push({
        id: 'm1',
        eventId: 'e1',
        userId: 'alice',
        userName: 'alice',
        content: String(content),
        clientMessageId: String(clientMessageId),
        createdAt: new Date(0).toISOString(),
        seq: 1,
      });
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
});
