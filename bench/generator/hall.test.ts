import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Server } from 'socket.io';
import { expect, onTestFinished, test } from 'vitest';

import { Hall } from './hall.ts';
import { Talker } from './talk.ts';

interface Said {
  readonly eventId: string;
  readonly content: string;
}

/** Relays what is said to its room, numbered room by room. */
async function serve(onSaid: (io: Server, message: Said) => void = () => {}): Promise<number> {
  const http = createServer();
  const io = new Server(http);
  const counts = new Map<string, number>();
  const sockets: Socket[] = [];
  http.on('connection', (socket: Socket) => sockets.push(socket));
  io.on('connection', (socket) => {
    socket.on('join-event', ({ eventId }: Said, ack: (answer: object) => void) => {
      void socket.join(eventId);
      ack({ ok: true, value: { seq: counts.get(eventId) ?? 0 } });
    });
    socket.on('send-message', ({ eventId, content }: Said, ack: (answer: object) => void) => {
      const seq = (counts.get(eventId) ?? 0) + 1;
      counts.set(eventId, seq);
      io.to(eventId).emit('new-message', { eventId, content, seq });
      onSaid(io, { eventId, content });
      ack({ ok: true });
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // The generator's people are cut off: they take no leave of a server that closes.
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await io.close();
  });
  return (http.address() as AddressInfo).port;
}

const TALK = { pace: { perSecond: 200 }, ms: 150, senders: 2 };

/** Three rooms of two, and three people who are in two of them each, the second of which they come into later. */
async function talkInThree(port: number) {
  const hall = new Hall();
  const first = { ann: 'a', bob: 'b', cat: 'c' };
  const second = { ann: 'b', bob: 'c', cat: 'a' };
  for (const places of [first, second]) {
    const people = Object.entries(places).map(([token, room]) => ({ token, eventIds: [room] }));
    await hall.connect({ wire: 'socket.io', port, people });
  }
  return new Talker(hall).talk(TALK);
}

const FAULTLESS = { refused: 0, lost: 0, missing: 0, doubled: 0, reordered: 0, altered: 0 };

test('[BENCH-13] people in several rooms hear each of them whole, over one connection each', async () => {
  const talk = await talkInThree(await serve());
  expect(talk).toMatchObject({ ...FAULTLESS, readers: 3, deliveries: talk.sent * 2 });
  expect(talk.sent).toBeGreaterThanOrEqual(6);
});

test('[BENCH-10] who has left is owed nothing, and is no lost connection', async () => {
  const hall = new Hall();
  const people = ['ann', 'bob', 'cat'].map((token) => ({ token, eventIds: ['a'] }));
  await hall.connect({ wire: 'socket.io', port: await serve(), people });
  hall.leave(['ann', 'cat']);
  const talk = await new Talker(hall).talk(TALK);
  expect(talk).toMatchObject({ ...FAULTLESS, readers: 1, deliveries: talk.sent });
});

test('[BENCH-13] what somebody hears of a room where they are not is altered', async () => {
  let strays = 0;
  const port = await serve((io, { eventId, content }) => {
    if (eventId !== 'a') return;
    strays += 1;
    io.to('c').except('a').emit('new-message', { eventId, content, seq: strays });
  });
  const talk = await talkInThree(port);
  expect(talk).toMatchObject({ ...FAULTLESS, altered: strays, deliveries: talk.sent * 2 });
  expect(strays).toBeGreaterThan(0);
});
