import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { Front } from '../cluster/front.ts';

/**
 * One client's way to a server that somebody runs: a small proxy on our own side, which speaks to it by its own name and
 * checks its certificate. Cutting the way ends the client's connections; the server sees what it sees of any lost network.
 */
export async function openWay(target: URL): Promise<Front> {
  const clients = new Set<Socket>();
  const server = createServer((request, response) => forward(target, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) =>
    tunnel(target, request, socket),
  );
  server.on('connection', (socket: Socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const cut = (): void => clients.forEach((socket) => socket.resetAndDestroy());
  return {
    url: `http://127.0.0.1:${port}`,
    via: () => target.host,
    cut,
    [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      return closed;
    },
  };
}

function ask(target: URL, { method, url = '/', headers }: IncomingMessage) {
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return send(new URL(url, target), {
    method,
    headers: { ...headers, host: target.host },
  });
}

function forward(target: URL, request: IncomingMessage, response: ServerResponse): void {
  const upstream = ask(target, request);
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  upstream.on('error', () => response.destroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

function tunnel(target: URL, request: IncomingMessage, socket: Duplex): void {
  const upstream = ask(target, request);
  socket.on('error', () => upstream.destroy());
  upstream.on('error', () => socket.destroy());
  // Anything but an upgrade is a refusal: there is nothing to tunnel.
  upstream.on('response', () => socket.destroy());
  upstream.on(
    'upgrade',
    ({ rawHeaders, statusCode }: IncomingMessage, far: Duplex, head: Buffer) => {
      const lines = [`HTTP/1.1 ${statusCode} Switching Protocols`];
      for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
        lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
      }
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      socket.write(head);
      socket.pipe(far).pipe(socket);
      far.on('error', () => socket.destroy());
      far.on('close', () => socket.destroy());
      socket.on('close', () => far.destroy());
    },
  );
  upstream.end();
}
