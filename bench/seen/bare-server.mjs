// The peer: Socket.IO alone. It relays what it gets to the room, in a notice like ours; it stores nothing and checks nothing.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer((_, response) => response.end());
const io = new Server(http, { perMessageDeflate: false });
/** What was sent in each room so far. */
const counts = new Map();
io.on('connection', (socket) => {
  const userId = socket.id;
  socket.on('join-event', ({ eventId }, ack) => {
    void socket.join(eventId);
    ack({ ok: true, value: { seq: counts.get(eventId) ?? 0, epoch: 'none', mode: 'live' } });
  });
  socket.on('send-message', ({ eventId, content, clientMessageId }, ack) => {
    const seq = (counts.get(eventId) ?? 0) + 1;
    counts.set(eventId, seq);
    const id = `message-of-the-peer-with-number-${seq}`;
    const createdAt = new Date().toISOString();
    const message = { id, eventId, userId, content, userName: 'Person', createdAt };
    io.to(eventId).emit('new-message', { ...message, seq, clientMessageId, after: seq - 1 });
    ack({ ok: true, value: {} });
  });
});
http.listen(Number(process.env.SOCKET_PORT), '127.0.0.1');
