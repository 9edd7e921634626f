import type { Socket } from 'node:net';

import type { Checker, Place } from './checker.ts';
import type { Entrance, Reader, ReaderOptions } from './reader.ts';
import { openStream, type Consume, type Piece } from './stream.ts';

/** https://docs.nats.io/reference/reference-protocols/nats-protocol */
const LINE_END = '\r\n';
const HELLO = 'CONNECT {"verbose":false,"pedantic":false}\r\n';
const M = 'M'.charCodeAt(0);

/** A subscriber of one subject, who may also publish. Nothing is numbered by the server: only one may, for the order to be known. */
export function connectNats(options: ReaderOptions): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const onRefused = (): void => reject(new Error('not let in'));
    const reader: Reader = new NatsReader(options, { onIn: () => resolve(reader), onRefused });
  });
}

/** What is heard, by whom. */
interface Seat {
  readonly checker: Checker;
  readonly place: Place;
}

class NatsReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #socket: Socket;
  readonly #piece: Piece = { bytes: Buffer.alloc(0), from: 0, to: 0, at: 0 };
  /** For the answer to the ping, which comes when all before it is done. */
  #waiting: Entrance;
  #seat: Seat | null = null;

  constructor(options: ReaderOptions, entrance: Entrance) {
    this.#options = options;
    this.#waiting = entrance;
    const { port } = options;
    this.#socket = openStream({ port, consume: this.#consume, onEnd: () => this.#onEnd() });
    this.#socket.write(`${HELLO}PING${LINE_END}`);
  }

  join(subject: string, checker: Checker): Promise<void> {
    return new Promise((resolve, reject) => {
      const onIn = (): void => {
        this.#seat = { checker, place: checker.join(0) };
        resolve();
      };
      this.#waiting = { onIn, onRefused: () => reject(new Error('not let in')) };
      this.#socket.write(`SUB ${subject} 1${LINE_END}PING${LINE_END}`);
    });
  }

  say(subject: string, id: number, content: string): void {
    const { token } = this.#options;
    const createdAt = new Date().toISOString();
    const names = { id: `message-of-the-peer-with-number-${id}`, eventId: subject, userId: token };
    const message = { ...names, content, userName: 'Person', createdAt, seq: id, after: id - 1 };
    const payload = JSON.stringify(['new-message', message]);
    const size = Buffer.byteLength(payload);
    this.#socket.write(`PUB ${subject} ${size}${LINE_END}${payload}${LINE_END}`);
  }

  leave(): void {
    this.#seat?.checker.leave(this.#seat.place);
    this.#seat = null;
    this.#socket.destroy();
  }

  readonly #consume: Consume = (bytes, end, at) => {
    this.#piece.bytes = bytes;
    this.#piece.at = at;
    let start = 0;
    for (;;) {
      const lineEnd = bytes.indexOf(LINE_END, start);
      if (lineEnd < 0 || lineEnd + LINE_END.length > end) return start;
      const next = lineEnd + LINE_END.length;
      if (bytes[start] === M) {
        const size = Number(bytes.toString('latin1', bytes.lastIndexOf(' ', lineEnd), lineEnd));
        if (next + size + LINE_END.length > end) return start;
        this.#onMessage(next, next + size);
        start = next + size + LINE_END.length;
      } else {
        this.#onLine(bytes.toString('latin1', start, lineEnd));
        start = next;
      }
    }
  };

  #onMessage(from: number, to: number): void {
    const piece = this.#piece;
    piece.from = from;
    piece.to = to;
    if (this.#seat === null) return;
    const { checker, place } = this.#seat;
    if (checker.hear(place, piece)) return;
    const text = piece.bytes.toString('utf8', from, to);
    checker.judge(place, piece, (JSON.parse(text) as [string, Record<string, unknown>])[1]);
  }

  #onLine(line: string): void {
    if (line === 'PING') this.#socket.write(`PONG${LINE_END}`);
    else if (line === 'PONG') this.#waiting.onIn();
    else if (line.startsWith('-ERR')) this.#socket.destroy();
  }

  #onEnd(): void {
    if (this.#seat === null) this.#waiting.onRefused();
    else this.#options.onLost();
  }
}
