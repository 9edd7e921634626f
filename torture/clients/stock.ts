import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Socket } from 'socket.io-client';

import { notices, type Answer } from '../../protocol/wire.ts';
import { Asker } from './ask.ts';
import {
  beginRequest,
  type ChangeEnd,
  type ClientDeps,
  type MessageChange,
  type PollIn,
  type Request,
  type Sending,
  type TortureClient,
} from './client.ts';
import { askedFor, recorded } from './mentioning.ts';
import { StockRoom, toEntry } from './stock-room.ts';
import { makeSocket, type StockOptions } from './versions.ts';
import { Watch } from './watch.ts';

/** What an app of anybody's does after a refusal: tries again soon. */
const AGAIN_MS = 700;
/** Sends of one message, before the app gives up on it. */
const ATTEMPTS_MAX = 6;

const ENTRY_NOTICES = [
  'new-message',
  'message-edited',
  'message-deleted',
  'user-joined',
  'user-left',
] as const;

/**
 * A client that is written as the documentation of Socket.IO says, and does no more: it joins its rooms at each
 * connection that did not recover, takes each notice as it comes, and repeats a send without an answer.
 */
export class StockClient implements TortureClient {
  readonly name: string;
  readonly kind: 'stock' | 'raw';
  readonly person;
  readonly #deps: ClientDeps;
  readonly #socket: Socket;
  readonly #asker: Asker;
  readonly #rooms = new Map<string, StockRoom>();
  /** Also of rooms that it is in no longer: notices that are late have their place there. */
  readonly #all = new Map<string, StockRoom>();
  #connection = 0;
  #askedAt = 0;
  #isStopped = false;

  constructor(deps: ClientDeps, options: StockOptions) {
    this.#deps = deps;
    this.name = deps.name;
    this.person = deps.person;
    this.kind = options.resumes ? 'stock' : 'raw';
    this.#socket = makeSocket(options, deps.front.url, () => {
      this.#askedAt = deps.recorder.now();
      return deps.person.token;
    });
    this.#asker = new Asker(this.#socket);
    this.#follow();
  }

  readonly rooms = (): readonly string[] => [...this.#rooms.keys()];
  readonly waiting = (): number => this.#asker.waiting;

  start(eventIds: readonly string[]): void {
    for (const eventId of eventIds) this.#rooms.set(eventId, this.#roomOf(eventId));
    this.#socket.connect();
  }

  join(eventId: string): void {
    this.#rooms.set(eventId, this.#roomOf(eventId));
    if (this.#socket.connected) void this.#join(eventId);
  }

  leave(eventId: string): void {
    const room = this.#rooms.get(eventId);
    this.#rooms.delete(eventId);
    room?.watch.end(this.#connection);
    if (!this.#socket.connected) return;
    const request = this.#begin('leave', eventId);
    void this.#asker
      .ask('leave-event', { eventId })
      .then((answer) => (answer.ok ? request.ok() : request.refused(answer.error.code)));
  }

  /** The span ends by itself: the log says where. */
  lose(eventId: string): void {
    this.#rooms.get(eventId)?.watch.abandon();
    this.#rooms.delete(eventId);
  }

  send(
    eventId: string,
    content: string,
    { id = randomUUID(), ...how }: Sending = {},
  ): string | undefined {
    if (this.kind === 'raw') {
      void this.#sendOnce(eventId, content, {});
      return undefined;
    }
    void this.#sendUntilAnswered(eventId, content, { id, ...how });
    return id;
  }

  async change(change: MessageChange): Promise<ChangeEnd> {
    if (!this.#socket.connected) return 'unknown';
    const { eventId, ...what } = change;
    const does = change.content === undefined ? 'delete' : 'edit';
    const request = this.#begin(does, eventId, what);
    return settle(request, await this.#asker.ask(`${does}-message`, change));
  }

  async vote({ eventId, messageId }: PollIn, choices: readonly number[]): Promise<ChangeEnd> {
    if (!this.#socket.connected) return 'unknown';
    const request = this.#begin('vote', eventId, { messageId, choices });
    return settle(request, await this.#asker.ask('vote', { eventId, messageId, choices }));
  }

  has(eventId: string, { seq }: { readonly seq: number }): boolean {
    const room = this.#rooms.get(eventId);
    return room === undefined || (room.watch.isOpen && room.watch.last >= seq);
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket.disconnect();
  }

  #roomOf(eventId: string): StockRoom {
    const known = this.#all.get(eventId);
    if (known !== undefined) return known;
    const owner = { client: this.name, kind: this.kind, person: this.person.id, eventId };
    const made = new StockRoom(new Watch(this.#deps.recorder, owner));
    this.#all.set(eventId, made);
    return made;
  }

  #follow(): void {
    const socket = this.#socket;
    socket.on('connect', () => this.#connected());
    socket.on('disconnect', (reason) => this.#lost(reason));
    socket.on('connect_error', (error) => {
      if (socket.active) return;
      this.#record('refused', { reason: error.message });
      this.#connectAgain();
    });
    for (const name of ENTRY_NOTICES) {
      socket.on(name, (raw: unknown) => {
        const notice = notices[name].payload.safeParse(raw).data;
        const entry = notice === undefined ? null : toEntry(notice);
        if (notice?.eventId === undefined || entry === null) return;
        this.#roomOf(notice.eventId).got(entry, this.#connection);
      });
    }
    socket.on('cheers', (raw: unknown) => {
      const notice = notices.cheers.payload.safeParse(raw).data;
      const cheers = notice?.cheers.map(({ emoji, count }): [string, number] => [emoji, count]);
      const of = { client: this.name, connection: this.#connection };
      if (cheers !== undefined)
        this.#deps.recorder.write({
          type: 'cheered',
          ...of,
          eventId: notice?.eventId ?? '',
          cheers,
        });
    });
  }

  #connected(): void {
    this.#connection += 1;
    // Older versions know nothing of it.
    const { recovered } = this.#socket;
    this.#record('open', { recovered });
    if (!recovered) for (const { watch } of this.#all.values()) watch.end(this.#connection - 1);
    for (const [eventId, { watch }] of this.#rooms) {
      // Also where the answer to the join was lost with the connection.
      if (!watch.isOpen) void this.#join(eventId);
    }
  }

  #lost(reason: string): void {
    this.#record('lost', { reason });
    if (this.kind === 'raw') {
      for (const { watch } of this.#all.values()) watch.end(this.#connection);
    }
    if (reason === 'io server disconnect') this.#connectAgain();
  }

  #connectAgain(): void {
    setTimeout(() => {
      if (!this.#isStopped && !this.#socket.connected) this.#socket.connect();
    }, AGAIN_MS);
  }

  async #join(eventId: string): Promise<void> {
    const room = this.#roomOf(eventId);
    const connection = this.#connection;
    const isWanted = (): boolean =>
      connection === this.#connection && this.#socket.connected && this.#rooms.has(eventId);
    while (isWanted()) {
      room.joining();
      const request = this.#begin('join', eventId);
      const answer = await this.#asker.ask('join-event', { eventId });
      if (answer.ok) request.ok(answer.value);
      else request.refused(answer.error.code);
      // A newer connection is joining by itself, and holds what comes.
      if (connection !== this.#connection) return;
      room.joined(answer, connection);
      if (answer.ok || !answer.error.retryable) return;
      await sleep(AGAIN_MS);
    }
  }

  async #sendUntilAnswered(eventId: string, content: string, how: Sending): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX && !this.#isStopped; attempt += 1) {
      const isFinal = await this.#sendOnce(eventId, content, how);
      if (isFinal) return;
      await sleep(AGAIN_MS);
    }
  }

  /** Whether the answer was a last word. */
  async #sendOnce(
    eventId: string,
    content: string,
    { id, replyTo, mentions }: Sending,
  ): Promise<boolean> {
    if (!this.#socket.connected) return false;
    const answering = replyTo !== undefined && { replyTo: replyTo.id };
    const named = { ...(id !== undefined && { clientMessageId: id }), ...answering };
    const request = this.#begin('send', eventId, { content, ...named, ...recorded(mentions) });
    const answer = await this.#asker.ask('send-message', {
      eventId,
      content,
      ...named,
      ...askedFor(mentions),
    });
    if (!answer.ok) {
      request.refused(answer.error.code);
      return !answer.error.retryable;
    }
    const { seq, id: messageId, duplicate } = answer.value;
    request.ok({ seq, messageId, duplicate });
    return true;
  }

  #begin(
    does: 'send' | 'edit' | 'delete' | 'vote' | 'join' | 'leave',
    eventId: string,
    more: object = {},
  ): Request {
    const { recorder, front } = this.#deps;
    const { name: client, person } = this;
    const of = { does, client, author: person.id, eventId, via: front.via() };
    return beginRequest(recorder, { ...of, ...more });
  }

  #record(is: 'open' | 'lost' | 'refused', more: { recovered?: boolean; reason?: string }): void {
    const { recorder, front } = this.#deps;
    const { name: client, kind, person } = this;
    const connection = this.#connection;
    const of = { client, kind, person: person.id, connection, via: front.via() };
    const since = is === 'open' ? { askedAt: this.#askedAt } : {};
    recorder.write({ type: 'connection', is, ...of, ...since, ...more });
  }
}

function settle(
  request: Request,
  answer: Answer<'edit-message' | 'delete-message' | 'vote'>,
): ChangeEnd {
  if (answer.ok) request.ok({ seq: answer.value.seq });
  else request.refused(answer.error.code);
  if (answer.ok) return 'done';
  return answer.error.retryable ? 'unknown' : 'refused';
}
