import { connectLightly, type LightClient } from '../clients/light-client.ts';

/** One of the herd: what it has of its room, in order, or why not. */
export class Sheep {
  readonly eventId: string;
  readonly #auth: object;
  #client: LightClient | null = null;
  #epoch = '';
  lastSeq = 0;
  gaps = 0;
  backAt = 0;
  refused = 0;

  constructor(eventId: string, token: string) {
    this.eventId = eventId;
    this.#auth = { token, v: 1 };
  }

  async connect(url: string, onLost: () => void): Promise<void> {
    let client: LightClient | null = null;
    client = await connectLightly({
      url,
      auth: this.#auth,
      onNotice: (name, notice) => this.#hear(name, notice),
      onEnd: () => {
        if (client === null || this.#client !== client) return;
        this.#client = null;
        onLost();
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
    this.backAt = performance.now();
  }

  get isConnected(): boolean {
    return this.#client !== null;
  }

  send(content: string): Promise<unknown> | undefined {
    return this.#client?.request('send-message', { eventId: this.eventId, content });
  }

  close(): void {
    const client = this.#client;
    this.#client = null;
    client?.close();
  }

  #hear(name: string, notice: Record<string, unknown>): void {
    const { seq, after } = notice as { seq?: number; after?: number };
    if (name !== 'new-message' || seq === undefined || seq <= this.lastSeq) return;
    if ((after ?? 0) > this.lastSeq) this.gaps += 1;
    this.lastSeq = seq;
  }
}
