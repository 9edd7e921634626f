import { setTimeout as sleep } from 'node:timers/promises';

import type { Socket } from 'socket.io-client';
import { z } from 'zod';

import { Asker } from '../clients/ask.ts';
import {
  beginRequest,
  type ClientDeps,
  type Request,
  type TortureClient,
} from '../clients/client.ts';
import { makeSocket, type StockOptions } from '../clients/versions.ts';
import type { PlainRoom, PlainSend, Stretch } from './tally.ts';

const AGAIN_MS = 700;
/** Attempts at one message, as in the other clients. */
const ATTEMPTS_MAX = 6;

const Message = z.object({ eventId: z.string(), content: z.string() });
const Answer = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), retryable: z.boolean().optional() }),
  }),
]);
type Answer = z.output<typeof Answer>;

/** What all clients of a yardstick run sent and got. */
export interface PlainNotes {
  readonly sends: PlainSend[];
  readonly rooms: PlainRoom[];
}

/** The seed's own client against the yardstick: joins at each connection, and sends again what was not answered. */
export class PlainClient implements TortureClient {
  readonly name: string;
  readonly kind = 'raw' as const;
  readonly person;
  readonly #deps: ClientDeps;
  readonly #notes: PlainNotes;
  readonly #socket: Socket;
  readonly #asker: Asker;
  readonly #rooms = new Map<string, PlainRoom>();
  readonly #wanted = new Set<string>();
  #connection = 0;
  #isStopped = false;

  constructor(deps: ClientDeps, options: StockOptions, notes: PlainNotes) {
    this.#deps = deps;
    this.#notes = notes;
    this.name = deps.name;
    this.person = deps.person;
    this.#socket = makeSocket(
      { ...options, resumes: false },
      deps.front.url,
      () => deps.person.token,
    );
    this.#asker = new Asker(this.#socket);
    this.#follow();
  }

  readonly rooms = (): readonly string[] => [...this.#wanted];
  readonly waiting = (): number => this.#asker.waiting;
  /** There is nothing that it could still get. */
  readonly has = (): boolean => true;

  start(eventIds: readonly string[]): void {
    for (const eventId of eventIds) this.#wanted.add(eventId);
    this.#socket.connect();
  }

  join(eventId: string): void {
    this.#wanted.add(eventId);
    if (this.#socket.connected) void this.#join(eventId);
  }

  leave(eventId: string): void {
    this.lose(eventId);
    if (!this.#socket.connected) return;
    const request = this.#begin('leave', eventId);
    void this.#ask('leave-event', { eventId }).then((answer) => end(request, answer));
  }

  lose(eventId: string): void {
    this.#wanted.delete(eventId);
    const room = this.#rooms.get(eventId);
    if (room === undefined) return;
    close(room.open, this.#now());
    close(room.joined, this.#now());
  }

  send(eventId: string, content: string): undefined {
    void this.#sendUntilAnswered(eventId, content);
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket.disconnect();
  }

  #follow(): void {
    const socket = this.#socket;
    socket.on('connect', () => {
      this.#connection += 1;
      this.#record('open');
      for (const eventId of this.#wanted) void this.#join(eventId);
    });
    socket.on('disconnect', (reason) => {
      this.#record('lost');
      for (const { joined } of this.#rooms.values()) close(joined, this.#now());
      if (reason === 'io server disconnect') this.#connectAgain();
    });
    socket.on('connect_error', () => {
      if (!socket.active) this.#connectAgain();
    });
    socket.on('new-message', (raw: unknown) => {
      const message = Message.safeParse(raw).data;
      if (message !== undefined) this.#roomOf(message.eventId).got.push(message.content);
    });
  }

  #connectAgain(): void {
    setTimeout(() => {
      if (!this.#isStopped && !this.#socket.connected) this.#socket.connect();
    }, AGAIN_MS);
  }

  async #join(eventId: string): Promise<void> {
    const connection = this.#connection;
    const isWanted = (): boolean =>
      connection === this.#connection && this.#socket.connected && this.#wanted.has(eventId);
    while (isWanted()) {
      const request = this.#begin('join', eventId);
      const answer = await this.#ask('join-event', { eventId });
      end(request, answer);
      if (answer.ok && isWanted()) this.#joined(eventId);
      if (answer.ok || answer.error.retryable === false) return;
      await sleep(AGAIN_MS);
    }
  }

  #joined(eventId: string): void {
    const room = this.#roomOf(eventId);
    const from = this.#now();
    for (const stretches of [room.open, room.joined]) {
      if (stretches.at(-1)?.until !== null) stretches.push({ from, until: null });
    }
  }

  async #sendUntilAnswered(eventId: string, content: string): Promise<void> {
    const send: PlainSend = {
      content,
      eventId,
      invokedAt: this.#now(),
      ackedAt: null,
      isRefused: false,
    };
    let isNoted = false;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX && !this.#isStopped; attempt += 1) {
      if (this.#socket.connected) {
        if (!isNoted) this.#notes.sends.push(send);
        isNoted = true;
        const request = this.#begin('send', eventId, content);
        const answer = await this.#ask('send-message', { eventId, content });
        end(request, answer);
        if (answer.ok) send.ackedAt ??= this.#now();
        else send.isRefused = answer.error.retryable === false;
        if (answer.ok || send.isRefused) return;
      }
      await sleep(AGAIN_MS);
    }
  }

  async #ask(name: string, payload: object): Promise<Answer> {
    const answer = Answer.safeParse(await this.#asker.askRaw(name, payload));
    return answer.data ?? { ok: false, error: { code: 'internal', retryable: true } };
  }

  #roomOf(eventId: string): PlainRoom {
    const known = this.#rooms.get(eventId);
    if (known !== undefined) return known;
    const made: PlainRoom = { client: this.name, eventId, open: [], joined: [], got: [] };
    this.#rooms.set(eventId, made);
    this.#notes.rooms.push(made);
    return made;
  }

  #now(): number {
    return this.#deps.recorder.now();
  }

  #begin(does: 'send' | 'join' | 'leave', eventId: string, content?: string): Request {
    const { recorder, front } = this.#deps;
    const of = { client: this.name, author: this.person.id, eventId, via: front.via() };
    return beginRequest(recorder, { does, ...of, ...(content !== undefined && { content }) });
  }

  #record(is: 'open' | 'lost'): void {
    const { recorder, front } = this.#deps;
    const { name: client, kind, person } = this;
    const connection = this.#connection;
    const of = { client, kind, person: person.id, connection, via: front.via() };
    recorder.write({ type: 'connection', is, ...of });
  }
}

function end(request: Request, answer: Answer): void {
  if (answer.ok) request.ok();
  else request.refused(answer.error.code);
}

function close(stretches: Stretch[], at: number): void {
  const last = stretches.at(-1);
  if (last !== undefined) last.until ??= at;
}
