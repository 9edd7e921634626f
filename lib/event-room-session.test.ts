import { describe, expect, test } from 'vitest';

import { refusal } from '../protocol/errors.ts';
import { eventually, isLive, lines, startRoom } from '../tests/harness/scripted-room.ts';

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

  test('[CLIENT-18] after a restart of the server what was said meanwhile is sent, and no page is read', async () => {
    const { chat, server, room } = await startRoom({ history: 3 });
    await isLive(room);
    await chat.stop();
    await eventually(() => expect(room.getSnapshot().status).toBe('stale'));
    for (let count = 1; count <= 80; count += 1) chat.sayUnheard(`missed ${count}`);
    const next = await chat.start(server.port);
    await isLive(room);
    chat.say('and on');
    await eventually(() => expect(lines(room)).toHaveLength(84));
    expect(lines(room)).toEqual(chat.log.map(({ content }) => content));
    expect(chat.pages()).toBe(1);
    expect(next.requests).toEqual([
      { name: 'join-event', payload: { eventId: 'e1', afterSeq: 3, epoch: 'a' } },
    ]);
  }, 20_000);

  test('[CLIENT-15] after an absence that is too long to be replayed the history begins with its newest page', async () => {
    const { chat, server, room } = await startRoom({ history: 3 });
    await isLive(room);
    await chat.stop();
    await eventually(() => expect(room.getSnapshot().status).toBe('stale'));
    for (let count = 1; count <= 150; count += 1) chat.sayUnheard(`missed ${count}`);
    await chat.start(server.port);
    await isLive(room);
    expect(lines(room)).toEqual(chat.log.slice(-50).map(({ content }) => content));
    expect(room.getSnapshot()).toMatchObject({ hasOlder: true });
    chat.say('and on');
    await eventually(() => expect(lines(room).at(-1)).toBe('and on'));
  }, 20_000);

  test('[CLIENT-15] a log that was restored from a backup is read anew', async () => {
    const { chat, server, room } = await startRoom({ history: 3 });
    await isLive(room);
    await chat.stop();
    chat.restore(2, 'b');
    chat.sayUnheard('another third');
    await chat.start(server.port);
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'old 2', 'another third']));
    await isLive(room);
    expect(chat.pages()).toBe(2);
  }, 20_000);

  test('[CLIENT-15] one who is told to resync reads the history anew', async () => {
    const { chat, room } = await startRoom({ history: 3 });
    await isLive(room);
    for (let count = 1; count <= 150; count += 1) chat.sayUnheard(`missed ${count}`);
    chat.announceResync();
    await eventually(() => expect(lines(room).at(-1)).toBe('missed 150'));
    expect(lines(room)).toHaveLength(50);
  });

  test('[CLIENT-32] a notice that was lost is asked for again when the next one shows the gap', async () => {
    const { chat, server, room } = await startRoom({ history: 1 });
    await isLive(room);
    chat.sayUnheard('lost');
    chat.say('heard');
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'lost', 'heard']));
    expect(server.requests.at(-1)).toEqual({
      name: 'sync',
      payload: { eventId: 'e1', afterSeq: 1, epoch: 'a' },
    });
    expect(chat.pages()).toBe(1);
  });

  test('[CLIENT-32] the last notice of a quiet room that was lost is asked for when the server tells its head', async () => {
    const { chat, room } = await startRoom({ history: 1 });
    await isLive(room);
    chat.sayUnheard('lost');
    chat.announceHead();
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'lost']));
  });

  test('[CLIENT-43] an entry of a kind that came with a later server takes its place, and nothing is asked', async () => {
    const { chat, server, room } = await startRoom({ history: 1 });
    await isLive(room);
    server.io.emit('poll-opened', { eventId: 'e1', seq: 2, after: 1, question: 'Tea?' });
    const [first] = chat.log;
    server.io.emit('new-message', { ...first, id: 'm3', content: 'on', seq: 3, after: 2 });
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'on']));
    await isLive(room);
    server.io.emit('poll-opened', { eventId: 'e2', seq: 4, after: 3 });
    server.io.emit('poll-opened', { eventId: 'e1', seq: 'four', after: 3 });
    server.io.emit('poll-opened');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(room.getSnapshot().status).toBe('live');
    expect(server.requests.map(({ name }) => name)).toEqual(['join-event']);
  }, 20_000);

  test('[CLIENT-32] a gap that closes by itself is not asked about', async () => {
    const { chat, server, room } = await startRoom({ history: 1 });
    await isLive(room);
    chat.sayUnheard('late');
    chat.say('early');
    server.io.emit('new-message', { ...chat.log[1], after: 1 });
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'late', 'early']));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(server.requests.map(({ name }) => name)).toEqual(['join-event']);
  });

  test('[CLIENT-32] a server that forgot that the room was joined is asked to join', async () => {
    const { chat, server, room } = await startRoom({ history: 1 });
    await isLive(room);
    chat.refuseWith((name) => (name === 'sync' ? refusal('forbidden', 'Join first.') : null));
    chat.sayUnheard('lost');
    chat.say('heard');
    await eventually(() => expect(lines(room)).toEqual(['old 1', 'lost', 'heard']));
    const names = server.requests.map(({ name }) => name);
    expect(names).toEqual(['join-event', 'sync', 'join-event']);
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
