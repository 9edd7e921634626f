import { browserHeaders } from '../clients/browser-headers.ts';
import { connectLightly, type LightClient } from '../clients/light-client.ts';

/** One of many who come to a server with a browser's headers: what it has of its room, in order, or why not. */
export class Sheep {
  readonly eventId: string;
  readonly #auth: object;
  #client: LightClient | null = null;
  #epoch = '';
  lastSeq = 0;
  /** Messages that it was sent, in order. */
  heard = 0;
  gaps = 0;
  doubles = 0;
  refused = 0;

  /** @param token `null`: to a server that asks nobody who they are. */
  constructor(eventId: string, token: string | null) {
    this.eventId = eventId;
    this.#auth = token === null ? {} : { token, v: 1 };
  }

  async connect(url: string): Promise<void> {
    let client: LightClient | null = null;
    client = await connectLightly({
      url,
      auth: this.#auth,
      headers: browserHeaders(url),
      onNotice: (name, notice) => this.#hear(name, notice),
      onEnd: () => {
        if (this.#client === client) this.#client = null;
      },
    });
    const place = this.#epoch === '' ? {} : { afterSeq: this.lastSeq, epoch: this.#epoch };
    const answer = (await client.request('join-event', { eventId: this.eventId, ...place })) as {
      ok: boolean;
      value: { seq: number; epoch: string; mode: string };
    };
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    if (this.#epoch === '') this.lastSeq = Math.max(this.lastSeq, answer.value.seq);
    else if (answer.value.mode === 'resync') this.gaps += 1;
    this.#epoch = answer.value.epoch;
    this.#client = client;
  }

  get isConnected(): boolean {
    return this.#client !== null;
  }

  /** Says something; rejects where that is not taken. */
  async send(content: string): Promise<void> {
    const answer = await this.#client?.request('send-message', { eventId: this.eventId, content });
    const isTaken = (answer as { readonly ok: boolean } | undefined)?.ok === true;
    if (!isTaken) throw new Error(`a message was not taken: ${JSON.stringify(answer)}`);
  }

  close(): void {
    const client = this.#client;
    this.#client = null;
    client?.close();
  }

  #hear(name: string, notice: Record<string, unknown>): void {
    const { seq, after } = notice as { seq?: number; after?: number };
    if (name !== 'new-message' || seq === undefined) return;
    if (seq <= this.lastSeq) return void (this.doubles += 1);
    if ((after ?? 0) > this.lastSeq) this.gaps += 1;
    this.lastSeq = seq;
    this.heard += 1;
  }
}
