import type { SocketClient } from '../../lib/socket-client.ts';
import type { Cheer } from '../../protocol/wire.ts';
import { beginRequest } from './client.ts';
import type { Recorder } from '../recorder.ts';

interface Applauding {
  readonly recorder: Recorder;
  readonly client: string;
  readonly person: string;
  readonly connection: () => number;
  readonly via: () => string;
}

/** What a room's node has said, on one connection, that keeps its person from applauding. */
interface Barred {
  readonly connection: number;
  /** The place of the mute; `null`: they were put out. */
  readonly mutedAt: number | null;
}

/** Applause of one of ours: what it gives, what it is told, and what of it must be refused. */
export class SmartApplause {
  readonly #client: SocketClient;
  readonly #applauding: Applauding;
  readonly #barred = new Map<string, Barred>();
  /** By event and emoji. */
  readonly #told = new Map<string, number>();

  constructor(client: SocketClient, applauding: Applauding) {
    this.#client = client;
    this.#applauding = applauding;
    const { recorder, client: name, person, connection } = applauding;
    client.on('cheers', ({ eventId, cheers }) => {
      const sums = cheers.map(({ emoji, count }): [string, number] => [emoji, count]);
      for (const [emoji, count] of sums) this.#add(eventId, emoji, count);
      const line = { client: name, connection: connection(), eventId, cheers: sums };
      recorder.write({ type: 'cheered', ...line });
    });
    client.on('participant-changed', ({ eventId, userId, mutedUntil, seq }) => {
      if (userId !== person || seq === undefined) return;
      if (mutedUntil === null) this.#barred.delete(eventId);
      else this.#barred.set(eventId, { connection: connection(), mutedAt: seq });
    });
    client.on('room-closed', ({ eventId }) =>
      this.#barred.set(eventId, { connection: connection(), mutedAt: null }),
    );
  }

  /** It asks to be let in again. */
  readonly joining = (eventId: string): void => void this.#barred.delete(eventId);

  told(eventId: string, emoji: string): number {
    return this.#told.get(`${eventId} ${emoji}`) ?? 0;
  }

  /** One request. Without a connection nothing is asked. */
  async give(eventId: string, emoji: Cheer): Promise<void> {
    if (this.#client.getSnapshot().status !== 'connected') return;
    const { recorder, client, person, via } = this.#applauding;
    const of = { does: 'cheer', client, author: person, eventId, emoji, on: true } as const;
    const request = beginRequest(recorder, { ...of, via: via(), ...this.#barIn(eventId) });
    const answer = await this.#client.request('cheer', { eventId, emoji });
    if (answer.ok) request.ok();
    else request.refused(answer.error.code);
  }

  #barIn(eventId: string): { readonly mutedAt?: number; readonly isOut?: true } {
    const barred = this.#barred.get(eventId);
    if (barred === undefined || barred.connection !== this.#applauding.connection()) return {};
    return barred.mutedAt === null ? { isOut: true } : { mutedAt: barred.mutedAt };
  }

  #add(eventId: string, emoji: string, count: number): void {
    this.#told.set(`${eventId} ${emoji}`, this.told(eventId, emoji) + count);
  }
}
