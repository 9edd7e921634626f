import type { Socket as TcpSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';

import { waitUntil } from '../wait-until.ts';
import { contentOf, type Ledger, type Stay } from './ledger.ts';

export interface ReaderOptions {
  readonly who: string;
  readonly url: string;
  readonly auth: object;
  readonly eventId: string;
  readonly transports: readonly string[];
  readonly ledger: Ledger;
  /** Whether it offers to compress; the server decides. */
  readonly canCompress: boolean;
}

interface Answer {
  readonly ok: boolean;
  readonly value?: { readonly seq: number };
}

/** Entries of a log. */
const ENTRIES = ['new-message', 'user-joined', 'user-left', 'event-updated'];

/** One stock client that keeps account of what it is told of one room. */
export class Reader {
  readonly who: string;
  readonly #options: ReaderOptions;
  #socket: Socket | null = null;
  #stay: Stay | null = null;
  /** What it has asked for and has no answer to. */
  #open = 0;

  constructor(options: ReaderOptions) {
    this.who = options.who;
    this.#options = options;
  }

  get isInside(): boolean {
    return this.#stay !== null && this.#stay.from !== null && this.#stay.knownAtLeave === null;
  }

  get isBusy(): boolean {
    return this.#open > 0;
  }

  /** The place of the last entry that it has of its stay. */
  get last(): number {
    return this.#stay?.told.at(-1)?.seq ?? this.#stay?.from ?? 0;
  }

  get transport(): string {
    return this.#socket?.io.engine.transport.name ?? 'none';
  }

  /** The TCP connection under it, where it is on WebSocket. */
  get tcp(): TcpSocket {
    const { transport } = this.#connected.io.engine;
    // oxlint-disable-next-line no-underscore-dangle -- ws has no public name for it
    return (transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket;
  }

  get #connected(): Socket {
    if (this.#socket === null) throw new Error(`${this.who} is not connected`);
    return this.#socket;
  }

  async connect(): Promise<void> {
    const { url, auth, transports, canCompress, ledger, who } = this.#options;
    const socket = io(url, {
      auth,
      forceNew: true,
      transports: [...transports],
      reconnection: false,
      ...(!canCompress && { perMessageDeflate: false as never }),
    });
    this.#socket = socket;
    for (const name of ENTRIES) socket.on(name, (payload) => this.#note(name, payload));
    await waitUntil(() => socket.connected, `${who} to be connected`);
    socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') ledger.fail(`${who} was cut: ${reason}`);
    });
  }

  join(): void {
    const { ledger, eventId, who } = this.#options;
    const stay = ledger.open(who);
    this.#stay = stay;
    this.ask('join-event', { eventId }, ({ value }) => void (stay.from = value?.seq ?? null));
  }

  leave(): void {
    const stay = this.#stay;
    if (stay === null) return;
    stay.knownAtLeave = this.#options.ledger.known;
    this.ask('leave-event', { eventId: this.#options.eventId }, () => void (this.#stay = null));
  }

  say(n: number): void {
    const { eventId, ledger, who } = this.#options;
    this.ask('send-message', { eventId, content: contentOf(n) }, ({ value }) => {
      const seq = value?.seq ?? 0;
      const isThere = this.#stay?.told.some((one) => one.seq === seq) ?? false;
      // Of its own: whoever sends is told of the message first, then that it is stored.
      if (!isThere) ledger.fail(`${who} had the answer before its own message ${seq}`);
      ledger.acknowledged(seq);
    });
  }

  type(): void {
    this.#connected.emit('typing', { eventId: this.#options.eventId });
  }

  /** Goes without a word. */
  cut(): void {
    if (this.#stay !== null) this.#stay.wasCut = true;
    this.#stay = null;
    this.#socket?.disconnect();
    this.#socket = null;
  }

  /** The answer is heard in its place among the notices. */
  ask(name: string, payload: object, onAnswer: (answer: Answer) => void): void {
    this.#open += 1;
    this.#connected.emit(name, payload, (answer: Answer) => {
      this.#open -= 1;
      if (!answer.ok) this.#options.ledger.fail(`${this.who} was refused: ${name}`);
      else onAnswer(answer);
    });
  }

  #note(name: string, payload: { seq: number; after: number; content?: string; eventId: string }) {
    if (payload.eventId !== this.#options.eventId) return;
    const { seq, after, content = null } = payload;
    const stay = this.#stay;
    if (stay === null) this.#options.ledger.fail(`${this.who} was told of ${seq} outside`);
    else stay.told.push({ name, seq, after, content });
  }
}
