import { xml, type Client, type Element } from '@xmpp/client';

import { addressOf, connectToXmpp, enterRoom } from '../clients/xmpp-client.ts';
import type { Checker, Place } from './checker.ts';
import type { Reader, ReaderOptions } from './reader.ts';

/** Somebody who comes into one room of an XMPP server. It numbers nothing: only one may write, for the order to be known. */
export async function connectXmpp(options: ReaderOptions): Promise<Reader> {
  return new XmppReader(options, await connectToXmpp(options.port));
}

/** What is heard, by whom. */
interface Seat {
  readonly checker: Checker;
  readonly place: Place;
}

class XmppReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #client: Client;
  #seat: Seat | null = null;

  constructor(options: ReaderOptions, client: Client) {
    this.#options = options;
    this.#client = client;
    client.on('stanza', (stanza) => this.#onStanza(stanza));
    client.on('disconnect', () => this.#onEnd());
  }

  async join(room: string, checker: Checker): Promise<void> {
    try {
      await enterRoom(this.#client, room, this.#options.token);
    } catch (error) {
      await this.#client.stop();
      throw error;
    }
    this.#seat = { checker, place: checker.join(0) };
  }

  say(room: string, id: number, content: string): void {
    const attributes = { to: addressOf(room), type: 'groupchat', id: String(id) };
    // Where the connection has ended, that is told by itself.
    this.#client.send(xml('message', attributes, xml('body', {}, content))).catch(() => {});
  }

  leave(): void {
    this.#seat?.checker.leave(this.#seat.place);
    this.#seat = null;
    this.#client.stop().catch(() => {});
  }

  #onStanza(stanza: Element): void {
    const { name, attrs } = stanza;
    const content = stanza.getChildText('body');
    if (name !== 'message' || content === null || this.#seat === null) return;
    if (attrs['type'] === 'error') return this.#options.onAnswer(false);
    const bytes = Buffer.from(content);
    const piece = { bytes, from: 0, to: bytes.length, at: performance.now() };
    const { checker, place } = this.#seat;
    if (checker.hear(place, piece)) return;
    checker.judge(place, piece, { seq: Number(attrs['id']), content });
  }

  #onEnd(): void {
    if (this.#seat !== null) this.#options.onLost();
  }
}
