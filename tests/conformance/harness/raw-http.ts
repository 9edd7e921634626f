import { connect, type Socket } from 'node:net';

export interface Exchange {
  /** The status, or 0 where the connection ended without one. */
  readonly status: number;
  readonly head: string;
  /** Milliseconds until the answer's head, or the end, was there. */
  readonly ms: number;
}

/** Longest wait for an answer or for the end. */
const WAIT_MS = 15_000;

/** One HTTP exchange, byte by byte: `write` sends the request as it likes. */
export function exchange(
  server: string,
  request: string | ((tcp: Socket) => void),
): Promise<Exchange> {
  const { port, hostname } = new URL(server);
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const tcp = connect({ port: Number(port), host: hostname, noDelay: true }, () => {
      if (typeof request === 'string') tcp.write(request);
      else request(tcp);
    });
    const timer = setTimeout(() => {
      tcp.destroy();
      reject(new Error('neither an answer nor the end came'));
    }, WAIT_MS);
    let heard = '';
    tcp.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (heard.includes('\r\n\r\n')) tcp.destroy();
    });
    tcp.on('error', () => {});
    tcp.on('close', () => {
      clearTimeout(timer);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0);
      resolve({ status, head: heard, ms: performance.now() - start });
    });
  });
}

/** Writes piece after piece, each in a packet of its own, while the connection is there. */
export async function dribble(tcp: Socket, pieces: Iterable<string | Uint8Array>): Promise<void> {
  for (const piece of pieces) {
    if (tcp.destroyed) return;
    tcp.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
