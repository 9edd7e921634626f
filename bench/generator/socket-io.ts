import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';

import type { Checker, Place } from './checker.ts';
import { CLOSE, splitFrames, textFrame, WHOLE_TEXT } from './frames.ts';
import type { Entrance, Reader, ReaderOptions } from './reader.ts';
import { openStream, type Consume, type Piece } from './stream.ts';

/** https://socket.io/docs/v4/socket-io-protocol/: Engine.IO's type of packet, then Socket.IO's. */
const OPEN = '0';
const PING = '2';
const PONG = '3';
const CONNECT = '40';
const EVENT = '42';
const ACKNOWLEDGEMENT = '43';
const SWITCHED = 'HTTP/1.1 101';
const END_OF_HEAD = '\r\n\r\n';

/** Requests to join are numbered from here on, what is said is below. */
const FIRST_JOIN = 1_000_000_000;

/** Of this process, so that another run's messages are others. */
const NAMES = randomBytes(6).toString('hex');

interface Answer {
  readonly ok: boolean;
  readonly value?: { readonly seq?: number };
}

/** Resolves when it is let in, in no room yet; rejects where the server does not let in. */
export function connectSocketIo(options: ReaderOptions): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const onRefused = (): void => reject(new Error('not let in'));
    const reader: Reader = new SocketIoReader(options, { onIn: () => resolve(reader), onRefused });
  });
}

/** What one connection hears of one room. */
interface Seat {
  readonly eventId: string;
  readonly checker: Checker;
  readonly place: Place;
}

interface Joining extends Omit<Seat, 'place'> {
  readonly onIn: () => void;
  readonly onRefused: () => void;
}

class SocketIoReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #entrance: Entrance;
  readonly #socket: Socket;
  readonly #piece: Piece = { bytes: Buffer.alloc(0), from: 0, to: 0, at: 0 };
  readonly #seats: Seat[] = [];
  readonly #joining = new Map<string, Joining>();
  #isUpgraded = false;
  #joins = 0;

  constructor(options: ReaderOptions, entrance: Entrance) {
    this.#options = options;
    this.#entrance = entrance;
    const { port } = options;
    this.#socket = openStream({ port, consume: this.#consume, onEnd: () => this.#onEnd() });
    this.#socket.write(upgradeRequest(port));
  }

  join(eventId: string, checker: Checker): Promise<void> {
    return new Promise((resolve, reject) => {
      const id = String(FIRST_JOIN + this.#joins);
      this.#joins += 1;
      const onRefused = (): void => reject(new Error('not let into a room'));
      this.#joining.set(id, { eventId, checker, onIn: resolve, onRefused });
      this.#request(id, ['join-event', { eventId }]);
    });
  }

  say(eventId: string, id: number, content: string): void {
    const clientMessageId = `${NAMES}-${id}`;
    this.#request(String(id), ['send-message', { eventId, content, clientMessageId }]);
  }

  leave(): void {
    for (const { checker, place } of this.#seats.splice(0)) checker.leave(place);
    this.#socket.destroy();
  }

  readonly #consume: Consume = (bytes, end, at) => {
    this.#piece.bytes = bytes;
    this.#piece.from = this.#isUpgraded ? 0 : this.#takeHead(bytes, end);
    this.#piece.at = at;
    return this.#isUpgraded ? splitFrames(this.#piece, end, this.#onFrame) : 0;
  };

  /** Where the answer to the upgrade ends. */
  #takeHead(bytes: Buffer, end: number): number {
    const head = bytes.toString('latin1', 0, end);
    const size = head.indexOf(END_OF_HEAD);
    if (size < 0) return 0;
    if (head.startsWith(SWITCHED)) this.#isUpgraded = true;
    else this.#socket.destroy();
    return size + END_OF_HEAD.length;
  }

  readonly #onFrame = (head: number): void => {
    const piece = this.#piece;
    for (const { checker, place } of this.#seats) if (checker.hear(place, piece)) return;
    if (head === WHOLE_TEXT) this.#onPacket(piece.bytes.toString('utf8', piece.from, piece.to));
    else if (head !== CLOSE) throw new Error(`a frame of a kind that is not used here: ${head}`);
  };

  #onPacket(text: string): void {
    if (text === PING) this.#send(PONG);
    else if (text.startsWith(EVENT)) this.#onNotice(text.slice(EVENT.length));
    else if (text.startsWith(ACKNOWLEDGEMENT)) this.#onAnswer(text.slice(ACKNOWLEDGEMENT.length));
    else this.#comeIn(text);
  }

  #comeIn(text: string): void {
    const { token } = this.#options;
    if (text.startsWith(OPEN)) this.#send(`${CONNECT}${JSON.stringify({ token, v: 1 })}`);
    else if (text.startsWith(`${CONNECT}{`)) this.#entrance.onIn();
    else this.#socket.destroy();
  }

  #onNotice(json: string): void {
    const [name, payload] = JSON.parse(json) as [string, Readonly<Record<string, unknown>>];
    if (name !== 'new-message') return;
    // What is of a room where it is not is judged as well: nothing of the kind was said in another.
    const own = this.#seats.find(({ eventId }) => eventId === payload['eventId']);
    const seat = own ?? this.#seats[0];
    seat?.checker.judge(seat.place, this.#piece, payload);
  }

  #onAnswer(text: string): void {
    const json = text.indexOf('[');
    const [answer] = JSON.parse(text.slice(json)) as [Answer];
    const id = text.slice(0, json);
    const joining = this.#joining.get(id);
    if (joining === undefined) return this.#options.onAnswer(answer.ok);
    if (!answer.ok) return void this.#socket.destroy();
    this.#joining.delete(id);
    const { eventId, checker, onIn } = joining;
    this.#seats.push({ eventId, checker, place: checker.join(answer.value?.seq ?? 0) });
    onIn();
  }

  #onEnd(): void {
    this.#entrance.onRefused();
    for (const { onRefused } of this.#joining.values()) onRefused();
    if (this.#seats.length > 0) this.#options.onLost();
  }

  #request(id: string, request: readonly unknown[]): void {
    this.#send(`${EVENT}${id}${JSON.stringify(request)}`);
  }

  #send(text: string): void {
    this.#socket.write(textFrame(text));
  }
}

const upgradeRequest = (port: number): string =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '',
    '',
  ].join('\r\n');
