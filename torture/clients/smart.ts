import { randomUUID } from 'node:crypto';

import { createActivityTeller, type ActivityTeller } from '../../lib/activity.ts';
import type { EventRoomSession } from '../../lib/event-room-session.ts';
import { createEventRooms, type EventRooms } from '../../lib/event-rooms.ts';
import { createSocketClient, type SocketClient } from '../../lib/socket-client.ts';
import type { RestClient } from '../../lib/rest-client.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../../protocol/result.ts';
import type { Cheer } from '../../protocol/wire.ts';
import type {
  ChangeEnd,
  ClientDeps,
  Head,
  MessageChange,
  MessageReaction,
  PinChange,
  PollIn,
  Sending,
  TortureClient,
} from './client.ts';
import { SmartApplause } from './smart-applause.ts';
import { SmartRoom } from './smart-room.ts';
import { endOf, keptStorage, pendingIn, tryAgain } from './smart-sessions.ts';
import { SmartWire } from './smart-wire.ts';
import { traced } from './traced.ts';
import { Watch } from './watch.ts';

/** Every this many-th of ours is away when it has sent nothing for so long. */
const DOZES_EVERY = 4;
const AWAY_AFTER_MS = 1_500;
/** A node finds within 45 s that a connection is gone of whose end nobody told it. */
const GHOST_MS = 50_000;

/** What a person does who sees "try again". */
const AGAIN_MS = 1_000;

/** From the start of the app to its end. */
interface Life {
  readonly client: SocketClient;
  readonly wire: SmartWire;
  readonly applause: SmartApplause;
  /** The same, with what is asked of it recorded. */
  readonly requests: SocketClient;
  readonly rooms: EventRooms;
  readonly open: Map<string, SmartRoom>;
  readonly activity: ActivityTeller;
  readonly stop: () => void;
}

/** Our own client, whole: connection, rooms, history, outbox. */
export class SmartClient implements TortureClient {
  readonly name: string;
  readonly kind = 'smart' as const;
  readonly person;
  readonly #dozes: boolean;
  readonly #deps: ClientDeps;
  readonly #watches = new Map<string, Watch>();
  readonly #pages = new Map<string, { readonly seq: number; readonly epoch: string }>();
  readonly #out = new Set<string>();
  /** The device's: what is unsent outlives the app. */
  readonly #storage = keptStorage();
  #life: Life;
  #connection = 0;
  #askedAt = 0;
  #lostAt = -Infinity;
  #isStopped = false;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
    this.name = deps.name;
    this.person = deps.person;
    this.#dozes = Number(deps.name.split('-')[1]) % DOZES_EVERY === 0;
    this.#life = this.#begin();
  }

  readonly rooms = (): readonly string[] =>
    [...this.#life.open.keys()].filter((eventId) => !this.#out.has(eventId));

  readonly waiting = (): number =>
    [...this.#life.open.values()].reduce((sum, { session }) => sum + pendingIn(session), 0);

  start(eventIds: readonly string[]): void {
    this.#life.client.connect();
    for (const eventId of eventIds) this.join(eventId);
  }

  join(eventId: string): void {
    this.#out.delete(eventId);
    const known = this.#life.open.get(eventId);
    if (known !== undefined) return known.rejoin();
    this.#life.open.set(eventId, this.#open(eventId));
  }

  leave(eventId: string): void {
    this.#life.open.get(eventId)?.end();
    this.#life.open.delete(eventId);
  }

  lose(eventId: string): void {
    this.#out.add(eventId);
  }

  send(eventId: string, content: string, { replyTo, mentions }: Sending = {}): string | undefined {
    this.#life.activity.note();
    const sent = this.#life.open.get(eventId)?.session.send(content, { replyTo, mentions });
    return sent?.ok ? sent.value.clientMessageId : undefined;
  }

  async change({ eventId, messageId, content }: MessageChange): Promise<ChangeEnd> {
    const { requests } = this.#life;
    if (this.#life.client.getSnapshot().status !== 'connected') return 'unknown';
    const answer = await (content === undefined
      ? requests.deleteMessage(eventId, messageId)
      : requests.editMessage(eventId, messageId, content));
    return endOf(answer);
  }

  react({ eventId, messageId, emoji, on }: MessageReaction): Promise<ChangeEnd> {
    return this.#inRoom(eventId, (session) => session.react(messageId, { emoji, on }));
  }

  pin({ eventId, messageId, isPinned }: PinChange): Promise<ChangeEnd> {
    return this.#inRoom(eventId, ({ pinMessage, unpinMessage }) =>
      (isPinned ? pinMessage : unpinMessage)(messageId),
    );
  }

  vote({ eventId, messageId }: PollIn, choices: readonly number[]): Promise<ChangeEnd> {
    return this.#inRoom(eventId, (session) => session.vote(messageId, choices));
  }

  closePoll({ eventId, messageId }: PollIn): Promise<ChangeEnd> {
    return this.#inRoom(eventId, (session) => session.closePoll(messageId));
  }

  cheer(eventId: string, emoji: Cheer): Promise<void> {
    return this.#life.applause.give(eventId, emoji);
  }

  cheered(eventId: string, emoji: Cheer): number {
    return this.#life.applause.told(eventId, emoji);
  }

  connection(): number {
    return this.#connection;
  }

  isAway(): boolean | null {
    if (!this.#dozes) return false;
    return this.#deps.recorder.now() - this.#lostAt > GHOST_MS ? true : null;
  }

  people(eventId: string) {
    return this.#life.open.get(eventId)?.people() ?? null;
  }

  tellAll(): void {
    for (const eventId of this.rooms()) this.#life.open.get(eventId)?.tellAll();
  }

  /** The app is killed, and started anew with the same rooms. */
  restart(): void {
    const eventIds = this.rooms();
    for (const room of this.#life.open.values()) room.end();
    if (this.#life.client.getSnapshot().status === 'connected') this.#record('lost');
    this.#life.stop();
    this.#life = this.#begin();
    this.start(eventIds);
  }

  has(eventId: string, { lastMessageSeq, lastChangeSeq, lastMarkSeq = 0 }: Head): boolean {
    const room = this.#life.open.get(eventId);
    if (room === undefined || this.#out.has(eventId)) return true;
    return (
      room.has(lastMessageSeq) &&
      this.#life.wire.headOf(eventId) >= Math.max(lastChangeSeq, lastMarkSeq)
    );
  }

  stop(): void {
    this.#isStopped = true;
    this.#life.stop();
  }

  /** Asks for something in an open room; without a connection nothing is asked. */
  async #inRoom(
    eventId: string,
    ask: (session: EventRoomSession) => Promise<Result<unknown, ProtocolError>>,
  ): Promise<ChangeEnd> {
    const room = this.#life.open.get(eventId);
    if (room === undefined || this.#life.client.getSnapshot().status !== 'connected')
      return 'unknown';
    return endOf(await ask(room.session));
  }

  #open(eventId: string): SmartRoom {
    const owner = { client: this.name, kind: this.kind, person: this.person.id, eventId };
    const watch = this.#watches.get(eventId) ?? new Watch(this.#deps.recorder, owner);
    this.#watches.set(eventId, watch);
    return new SmartRoom({
      session: this.#life.rooms.get(eventId),
      watch,
      ownUserId: this.person.id,
      connection: () => this.#connection,
      page: () => this.#pages.get(eventId) ?? { seq: 0, epoch: '' },
    });
  }

  #begin(): Life {
    const { front, person, recorder, rest } = this.#deps;
    const getToken = async () => {
      this.#askedAt = recorder.now();
      return person.token;
    };
    const client = createSocketClient({ url: front.url, getToken });
    client.setOwnUserId(person.id);
    const connection = () => this.#connection;
    const wire = new SmartWire(client, { recorder, client: this.name, connection });
    const { via } = front;
    const of = { recorder, client: this.name, connection, via };
    const applause = new SmartApplause(client, { ...of, person: person.id });
    const onPlace = (place: Place): void => wire.heard(place);
    const tracing = { ...of, author: person.id, onPlace, onJoining: applause.joining };
    const requests = traced(client, tracing);
    const rooms = createEventRooms({
      ownUserId: person.id,
      client: requests,
      listMessages: this.#listMessages,
      listUnread: rest.listUnread,
      newId: randomUUID,
      now: () => new Date(),
      storage: this.#storage,
    });
    rooms.start();
    const activity = createActivityTeller({
      client,
      ...(this.#dozes && { awayAfterMs: AWAY_AFTER_MS }),
    });
    const open = new Map<string, SmartRoom>();
    const unsubscribe = this.#follow(client);
    const timer = setInterval(() => {
      tryAgain(open, this.#out);
      void rooms.unread.refresh();
    }, AGAIN_MS);
    const stop = (): void => {
      clearInterval(timer);
      unsubscribe();
      activity.dispose();
      rooms.dispose();
      client.disconnect();
    };
    return { client, wire, applause, requests, rooms, open, activity, stop };
  }

  /** The real thing, which also remembers what it said of the log. */
  readonly #listMessages: RestClient['listMessages'] = async (eventId, request) => {
    const page = await this.#deps.rest.listMessages(eventId, request);
    if (page.ok) {
      this.#pages.set(eventId, page.value);
      this.#life.wire.heard({ eventId, seq: page.value.seq });
    }
    return page;
  };

  #follow(client: SocketClient): () => void {
    let isConnected = false;
    return client.subscribe(() => {
      const { status } = client.getSnapshot();
      if (status === 'signed-out') setTimeout(() => this.#signInAgain(client), AGAIN_MS);
      if ((status === 'connected') === isConnected) return;
      isConnected = status === 'connected';
      if (isConnected) this.#connection += 1;
      this.#record(isConnected ? 'open' : 'lost');
    });
  }

  #signInAgain(client: SocketClient): void {
    if (!this.#isStopped && this.#life.client === client) client.reconnect();
  }

  #record(is: 'open' | 'lost'): void {
    const { recorder, front } = this.#deps;
    if (is === 'lost') this.#lostAt = recorder.now();
    const { name: client, kind, person } = this;
    const connection = this.#connection;
    const of = { client, kind, person: person.id, connection, via: front.via() };
    const since = is === 'open' ? { askedAt: this.#askedAt } : {};
    recorder.write({ type: 'connection', is, ...of, ...since });
  }
}

interface Place {
  readonly eventId: string;
  readonly seq?: number | undefined;
}
