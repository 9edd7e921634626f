import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { once } from 'node:events';

/** Where clamd listens: a path of a socket, or `host:port`. */
export type ScannerAddress = string;

/** What the scanner says of a file. `away`: it could not be asked, or did not answer. */
export type Scanned = 'clean' | 'infected' | 'too-long' | 'away';

/** Longer than a large file takes; what answers later is away. */
const ANSWER_MS = 60_000;

/**
 * Asks clamd of a stream by INSTREAM: pieces with their length before each, a length of 0 at the end.
 * https://docs.clamav.net/manual/Usage/Scanning.html#clamd
 */
export async function scan(address: ScannerAddress, bytes: Readable): Promise<Scanned> {
  const socket = open(address);
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('clamd does not answer')));
  const answer = readAnswer(socket);
  const over = new AbortController();
  try {
    await once(socket, 'connect');
    const sent = send(socket, bytes, over.signal);
    // It may answer before it has all, and takes nothing more then.
    return await Promise.race([answer, sent.then(() => answer)]);
  } catch {
    // Where the file is longer than it takes it says so and closes, whatever else is on its way.
    const said = await answer.catch(() => 'away' as const);
    return said === 'too-long' ? said : 'away';
  } finally {
    over.abort();
    bytes.destroy();
    socket.destroy();
  }
}

function open(address: ScannerAddress): Socket {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  return host === undefined ? connect(address) : connect(Number(port), host);
}

async function send(socket: Socket, bytes: Readable, signal: AbortSignal): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    if (!socket.write(piece)) await once(socket, 'drain', { signal });
  }
  socket.write(Buffer.alloc(4));
}

async function readAnswer(socket: Socket): Promise<Scanned> {
  let text = '';
  try {
    for await (const piece of socket as AsyncIterable<Buffer>) {
      text += piece.toString();
      if (text.includes('\0')) break;
    }
  } catch {
    // What it said before it closed counts.
  }
  if (/: OK\0?$/.test(text)) return 'clean';
  if (/ FOUND\0?$/.test(text)) return 'infected';
  return text.includes('size limit exceeded') ? 'too-long' : 'away';
}
