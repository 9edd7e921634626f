import type { ChatSocket } from '../chat-socket.ts';
import type { Bundle } from './frame.ts';
import { StraightLine, type Stream } from './straight-line.ts';

/**
 * Packets that may wait for one connection. A message is 4.5 kB at worst, and as many packets again
 * may be on their way in the transport, behind one bundle, so that a reader that stands still costs
 * less than 512 kB.
 */
const WAITING_MAX_PACKETS = 48;

/** What is public in fact of a connection, and private in its types. */
export interface Connection {
  readonly readyState: string;
  readonly upgrading: boolean;
  readonly writeBuffer: readonly { readonly data?: { readonly length: number } }[];
  readonly transport: Transport;
  write(packet: string, options: object): unknown;
}

interface Transport {
  readonly name?: string;
  readonly socket?: WebSocket;
}

interface WebSocket {
  readonly readyState: number;
  readonly extensions: string;
  readonly bufferedAmount: number;
  readonly _socket: Stream | null;
}

export const connectionOf = ({ conn }: ChatSocket): Connection => conn as unknown as Connection;

const OPEN = 1;

/**
 * The way to one connection.
 *
 * Where nothing else is on its way to a WebSocket, a bundle is one write to the connection below it, past
 * Engine.IO and `ws`, whose work for each packet costs more than the kernel's. Both write whole frames,
 * at once and in order, so that frames of either may follow each other. Where anything
 * waits, or the transport is another one or about to change, frames take the usual way, so that
 * nothing overtakes anything, and what waits is counted there.
 */
export class Outlet {
  readonly #connection: Connection;
  /** The transport that the next two are of. */
  #transport: Transport | null = null;
  #webSocket: WebSocket | null = null;
  #line: StraightLine | null = null;

  constructor(socket: ChatSocket) {
    this.#connection = connectionOf(socket);
  }

  /**
   * Sends all of it, in order, or nothing: `false` where so much waits that no more may be added. What is for a
   * WebSocket that is about to close is dropped.
   */
  send({ frames, bytes }: Bundle): boolean {
    if (this.#isIdle()) {
      this.#line?.write(bytes);
      return true;
    }
    // Engine.IO would write it behind the frame that closes.
    if (this.#webSocket !== null && this.#webSocket.readyState !== OPEN) return true;
    const { writeBuffer } = this.#connection;
    if (writeBuffer.length + frames.length > WAITING_MAX_PACKETS) return false;
    for (const { packet, options } of frames) this.#connection.write(packet, options);
    return true;
  }

  /**
   * Sends it in one write with what else goes to the connection in this tick; `null` is nothing. `false`, and nothing
   * is sent, where that is no WebSocket on which nothing is on its way.
   */
  sendAlong(all: Bundle | null): boolean {
    if (!this.#isIdle()) return false;
    if (all !== null) this.#line?.writeAlong(all.bytes);
    return true;
  }

  /** Whether a WebSocket is open with nothing on its way to the kernel. */
  #isIdle(): boolean {
    const { transport, readyState, upgrading, writeBuffer } = this.#connection;
    if (transport !== this.#transport) this.#look(transport);
    return (
      this.#line !== null &&
      this.#line.isFree &&
      writeBuffer.length === 0 &&
      this.#webSocket?.readyState === OPEN &&
      readyState === 'open' &&
      !upgrading
    );
  }

  /** A WebSocket with an extension writes its frames later, and in another form. */
  #look(transport: Transport): void {
    this.#transport = transport;
    const { name, socket } = transport;
    this.#webSocket = name === 'websocket' && socket?.extensions === '' ? socket : null;
    // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
    const stream = this.#webSocket?._socket ?? null;
    this.#line = stream && StraightLine.of(stream);
  }
}

/** Whether so much waits to be sent that nothing more may be added. */
export const isClogged = (socket: ChatSocket): boolean =>
  connectionOf(socket).writeBuffer.length >= WAITING_MAX_PACKETS;
