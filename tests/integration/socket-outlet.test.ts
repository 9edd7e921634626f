import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Server, type ServerOptions } from 'socket.io';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import type { ChatSocket } from '../../server/chat-socket.ts';
import { backlogBytes } from '../../server/lanes/clog.ts';
import { bundle, encodeFrame } from '../../server/lanes/frame.ts';
import { connectionOf, Outlet } from '../../server/lanes/outlet.ts';
import { closing, frame, OPCODE } from '../conformance/harness/raw-websocket.ts';
import { waitUntil } from '../harness/wait-until.ts';

/** A stock server, one client of it, and both ends of the connection between them. */
async function connectPair(options: Partial<ServerOptions> = {}) {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http, options);
  const { port } = http.address() as AddressInfo;
  const address = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
  const heard: string[] = [];
  const client = new WebSocket(address, { perMessageDeflate: options.perMessageDeflate === true });
  client.on('message', (data: Buffer) => void heard.push(data.toString()));
  client.on('open', () => client.send('40'));
  const [socket] = (await once(io, 'connection')) as [ChatSocket];
  await waitUntil(() => heard.length === 2, 'the connection');
  heard.length = 0;
  // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
  const tcp = (client as unknown as { _socket: TcpSocket })._socket;
  return {
    socket,
    client,
    tcp,
    heard,
    names: () => heard.map((text) => (JSON.parse(text.slice(2)) as [string])[0]),
    async [Symbol.asyncDispose]() {
      client.terminate();
      await io.close();
    },
  };
}

const notice = (name: string, text = '') => bundle([encodeFrame(name, [text])]);
const tellPlainly = ({ conn }: ChatSocket, name: string, text = ''): void =>
  void conn.write(`2${JSON.stringify([name, text])}`);

test('[ROOM-25] a bundle overtakes nothing that waits in Engine.IO', async () => {
  await using pair = await connectPair();
  const { socket } = pair;
  const outlet = new Outlet(socket);
  // The first is on its way and makes the second wait, though the stream keeps nothing.
  tellPlainly(socket, 'first');
  tellPlainly(socket, 'second');
  outlet.send(notice('third'));
  tellPlainly(socket, 'fourth');
  await waitUntil(() => pair.heard.length === 4, 'all four');
  expect(pair.names()).toEqual(['first', 'second', 'third', 'fourth']);
});

test('[ROOM-25] a bundle overtakes nothing that is being compressed', async () => {
  await using pair = await connectPair({ perMessageDeflate: true });
  const { socket, client } = pair;
  expect(client.extensions).toContain('permessage-deflate');
  const outlet = new Outlet(socket);
  for (let n = 0; n < 5; n += 1) {
    // Compressed in another thread, so that it takes a while.
    tellPlainly(socket, `long ${n}`, 'long '.repeat(100_000));
    outlet.send(notice(`short ${n}`));
  }
  await waitUntil(() => pair.heard.length === 10, 'all ten');
  expect(pair.names()).toEqual([0, 1, 2, 3, 4].flatMap((n) => [`long ${n}`, `short ${n}`]));
});

test('[ROOM-25] nothing is written to a WebSocket that is about to close', async () => {
  await using pair = await connectPair();
  const { socket, tcp } = pair;
  const outlet = new Outlet(socket);
  const webSocket = connectionOf(socket).transport.socket;
  const errors: unknown[] = [];
  outlet.send(notice('before'));
  await waitUntil(() => pair.heard.length === 1, 'what was sent before');
  // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
  (webSocket?._socket as unknown as TcpSocket | undefined)?.on(
    'error',
    (error) => void errors.push(error),
  );
  const bytes: Buffer[] = [];
  tcp.removeAllListeners('data');
  tcp.on('data', (chunk) => void bytes.push(chunk));
  tcp.write(frame(OPCODE.close, closing(1000)));
  while (webSocket?.readyState === WebSocket.OPEN) await turn();
  outlet.send(notice('after'));
  await once(tcp, 'close');
  await waitUntil(() => connectionOf(socket).readyState === 'closed', 'the end');
  expect(errors).toEqual([]);
  expect(Buffer.concat(bytes).toString('hex')).toBe('880203e8');
});

test('[ROOM-25] a reader who does not read costs less than 512 kB, then gets all that was taken, in order', async () => {
  await using pair = await connectPair({ pingInterval: 100_000 });
  const { socket, tcp } = pair;
  const outlet = new Outlet(socket);
  const text = 'x'.repeat(4_000);
  tcp.pause();
  let taken = 0;
  for (let round = 0; round < 5; round += 1) {
    // 20 MB: no kernel keeps so much for a connection.
    while (taken < 5_000 && outlet.send(notice(`n${taken}`, text))) taken += 1;
    await turn();
  }
  expect(taken).toBeLessThan(5_000);
  expect(backlogBytes(socket)).toBeGreaterThan(0);
  expect(backlogBytes(socket)).toBeLessThan(512 * 1_024);
  expect(connectionOf(socket).writeBuffer.length).toBeLessThanOrEqual(48);
  tcp.resume();
  await waitUntil(() => pair.heard.length >= taken, 'all that was taken');
  expect(pair.names()).toEqual(Array.from({ length: taken }, (_, n) => `n${n}`));
  expect(backlogBytes(socket)).toBe(0);
});

/** The server's end of the connection. */
const streamOf = (socket: ChatSocket): TcpSocket =>
  // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
  connectionOf(socket).transport.socket?._socket as unknown as TcpSocket;

test('[ROOM-25] a bundle goes past the stream of its connection', async () => {
  await using pair = await connectPair();
  const stream = streamOf(pair.socket);
  const write = vi.spyOn(stream, 'write');
  new Outlet(pair.socket).send(notice('first'));
  expect(write).not.toHaveBeenCalled();
  await waitUntil(() => pair.heard.length === 1, 'what was sent');
});

test('[ROOM-25] a packet of Engine.IO does not overtake a bundle that the kernel has not taken', async () => {
  await using pair = await connectPair({ pingInterval: 100_000 });
  const { socket, tcp } = pair;
  const outlets = [new Outlet(socket), new Outlet(socket)];
  const text = 'x'.repeat(60_000);
  tcp.pause();
  let sent = 0;
  for (; backlogBytes(socket) === 0; sent += 1) outlets[sent % 2]?.send(notice(`n${sent}`, text));
  tellPlainly(socket, `n${sent}`);
  outlets[sent % 2]?.send(notice(`n${sent + 1}`));
  tcp.resume();
  await waitUntil(() => pair.heard.length === sent + 2, 'everything');
  expect(pair.names()).toEqual(Array.from({ length: sent + 2 }, (_, n) => `n${n}`));
});
