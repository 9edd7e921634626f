import { setTimeout as sleep } from 'node:timers/promises';

import type { ConnectOrder, TalkResult } from './boundary.ts';
import { Checker } from './checker.ts';
import { connectNats } from './nats.ts';
import type { Reader, ReaderOptions } from './reader.ts';
import { connectSocketIo } from './socket-io.ts';
import { Waits } from './waits.ts';
import { connectXmpp } from './xmpp.ts';

const CONNECTING_AT_ONCE = 100;
const TRY_AGAIN_MS = 200;
const CONNECT = { 'socket.io': connectSocketIo, nats: connectNats, xmpp: connectXmpp } as const;

/** One room: who is in it, and what they have heard. */
export interface Room {
  readonly eventId: string;
  readonly checker: Checker;
  readonly readers: Reader[];
}

type Guest = ConnectOrder['people'][number];
type Server = Omit<ConnectOrder, 'people'>;
type Counts = Pick<
  TalkResult,
  'readers' | 'refused' | 'lost' | 'deliveries' | 'missing' | 'doubled' | 'reordered' | 'altered'
>;

/** Everybody that one generator plays, each with a connection, and the rooms that they are in. */
export class Hall {
  readonly waits = new Waits();
  readonly #rooms = new Map<string, Room>();
  readonly #readers = new Map<string, Reader>();
  #refused = 0;
  #lost = 0;

  /** In the order in which somebody first came into them. */
  get rooms(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  /** All are in their rooms; who is not let in at once tries again. */
  async connect({ people, ...server }: ConnectOrder): Promise<void> {
    const waiting = people.values();
    const worker = async (): Promise<void> => {
      for (const guest of waiting) await this.#comeIn(server, guest);
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker));
  }

  /** They end their connections, and are in no room any more. */
  leave(tokens: readonly string[]): void {
    const gone = new Set(tokens.flatMap((token) => this.#readers.get(token) ?? []));
    for (const token of tokens) this.#readers.delete(token);
    for (const { readers } of this.#rooms.values()) {
      const stay = readers.filter((reader) => !gone.has(reader));
      readers.splice(0, readers.length, ...stay);
    }
    for (const reader of gone) reader.leave();
  }

  /** Counts from zero, but for connections that ended. */
  clear(): void {
    this.#refused = 0;
    this.waits.clear();
    for (const { checker } of this.#rooms.values()) checker.clear();
  }

  get counts(): Counts {
    const of = (key: 'deliveries' | 'missing' | 'doubled' | 'reordered' | 'altered'): number =>
      this.rooms.reduce((sum, { checker }) => sum + checker[key], 0);
    return {
      readers: this.#readers.size,
      refused: this.#refused,
      lost: this.#lost,
      deliveries: of('deliveries'),
      missing: of('missing'),
      doubled: of('doubled'),
      reordered: of('reordered'),
      altered: of('altered'),
    };
  }

  async #comeIn(server: Server, { token, eventIds }: Guest): Promise<void> {
    const known = this.#readers.get(token);
    if (known !== undefined) return this.#enter(known, eventIds);
    for (;;) {
      const reader = await this.#arrive(server, { token, eventIds }).catch(() => null);
      if (reader !== null) return void this.#readers.set(token, reader);
      await sleep(TRY_AGAIN_MS * (0.5 + Math.random()));
    }
  }

  async #arrive({ wire, port }: Server, { token, eventIds }: Guest): Promise<Reader> {
    const options: ReaderOptions = {
      port,
      token,
      onAnswer: (isOk) => void (this.#refused += isOk ? 0 : 1),
      onLost: () => void (this.#lost += 1),
    };
    const reader = await CONNECT[wire](options);
    await this.#enter(reader, eventIds);
    return reader;
  }

  async #enter(reader: Reader, eventIds: readonly string[]): Promise<void> {
    for (const eventId of eventIds) {
      const { checker, readers } = this.#roomOf(eventId);
      await reader.join(eventId, checker);
      readers.push(reader);
    }
  }

  #roomOf(eventId: string): Room {
    const known = this.#rooms.get(eventId);
    if (known !== undefined) return known;
    const room = { eventId, checker: new Checker(this.waits), readers: [] };
    this.#rooms.set(eventId, room);
    return room;
  }
}
