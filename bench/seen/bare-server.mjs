// The peer: Socket.IO alone. It relays what it gets to the room and stores nothing, checks nothing, numbers nothing.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer((_, response) => response.end());
const io = new Server(http, { perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.on('join-event', ({ eventId }, ack) => {
    void socket.join(eventId);
    ack({ ok: true, value: { seq: 0, epoch: 'none', mode: 'live' } });
  });
  socket.on('send-message', ({ eventId, content }, ack) => {
    io.to(eventId).emit('new-message', { eventId, content });
    ack({ ok: true, value: {} });
  });
});
http.listen(Number(process.env.SOCKET_PORT), '127.0.0.1');
