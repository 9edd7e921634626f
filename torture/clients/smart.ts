import { randomUUID } from 'node:crypto';

import { createEventRooms, type EventRooms } from '../../lib/event-rooms.ts';
import { createKeptStorage } from '../../lib/storage/kept-storage.ts';
import { createMemoryStorage } from '../../lib/storage/storage.ts';
import { createSocketClient, type SocketClient } from '../../lib/socket-client.ts';
import type { RestClient } from '../../lib/rest-client.ts';
import type {
  ChangeEnd,
  ClientDeps,
  Head,
  MessageChange,
  MessageReaction,
  Sending,
  TortureClient,
} from './client.ts';
import { SmartRoom } from './smart-room.ts';
import { SmartWire } from './smart-wire.ts';
import { traced } from './traced.ts';
import { Watch } from './watch.ts';

/** What a person does who sees "try again". */
const AGAIN_MS = 1_000;

/** From the start of the app to its end. */
interface Life {
  readonly client: SocketClient;
  readonly wire: SmartWire;
  /** The same, with what is asked of it recorded. */
  readonly requests: SocketClient;
  readonly rooms: EventRooms;
  readonly open: Map<string, SmartRoom>;
  readonly stop: () => void;
}

/** Our own client, whole: connection, rooms, history, outbox. */
export class SmartClient implements TortureClient {
  readonly name: string;
  readonly kind = 'smart' as const;
  readonly person;
  readonly #deps: ClientDeps;
  readonly #watches = new Map<string, Watch>();
  readonly #pages = new Map<string, { readonly seq: number; readonly epoch: string }>();
  readonly #out = new Set<string>();
  /** The device's: what is unsent outlives the app. */
  readonly #storage = keptStorage();
  #life: Life;
  #connection = 0;
  #askedAt = 0;
  #isStopped = false;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
    this.name = deps.name;
    this.person = deps.person;
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

  send(eventId: string, content: string, { replyTo }: Sending = {}): string | undefined {
    const sent = this.#life.open.get(eventId)?.session.send(content, replyTo);
    return sent?.ok ? sent.value.clientMessageId : undefined;
  }

  async change({ eventId, messageId, content }: MessageChange): Promise<ChangeEnd> {
    const { requests } = this.#life;
    if (this.#life.client.getSnapshot().status !== 'connected') return 'unknown';
    const answer = await (content === undefined
      ? requests.deleteMessage(eventId, messageId)
      : requests.editMessage(eventId, messageId, content));
    if (answer.ok) return 'done';
    return answer.error.retryable ? 'unknown' : 'refused';
  }

  async react({ eventId, messageId, emoji, on }: MessageReaction): Promise<ChangeEnd> {
    const room = this.#life.open.get(eventId);
    if (room === undefined || this.#life.client.getSnapshot().status !== 'connected')
      return 'unknown';
    const answer = await room.session.react(messageId, { emoji, on });
    if (answer.ok) return 'done';
    return answer.error.retryable ? 'unknown' : 'refused';
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

  has(eventId: string, { lastMessageSeq, lastChangeSeq, lastReactionsSeq = 0 }: Head): boolean {
    const room = this.#life.open.get(eventId);
    if (room === undefined || this.#out.has(eventId)) return true;
    return (
      room.has(lastMessageSeq) &&
      this.#life.wire.headOf(eventId) >= Math.max(lastChangeSeq, lastReactionsSeq)
    );
  }

  stop(): void {
    this.#isStopped = true;
    this.#life.stop();
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
    const onPlace = (place: Place): void => wire.heard(place);
    const tracing = { recorder, client: this.name, author: person.id, via: front.via, onPlace };
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
    const open = new Map<string, SmartRoom>();
    const unsubscribe = this.#follow(client);
    const timer = setInterval(() => {
      tryAgain(open, this.#out);
      void rooms.unread.refresh();
    }, AGAIN_MS);
    const stop = (): void => {
      clearInterval(timer);
      unsubscribe();
      rooms.dispose();
      client.disconnect();
    };
    return { client, wire, requests, rooms, open, stop };
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

function keptStorage() {
  const device = createMemoryStorage();
  return createKeptStorage(async () => device);
}

type Session = SmartRoom['session'];

function pendingIn(session: Session): number {
  const state = session.getSnapshot();
  if (state.status === 'refused') return 0;
  return state.timeline.filter(({ kind }) => kind === 'pending').length;
}

function tryAgain(open: ReadonlyMap<string, SmartRoom>, out: ReadonlySet<string>): void {
  for (const [eventId, { session }] of open) {
    if (out.has(eventId)) continue;
    const state = session.getSnapshot();
    if (state.status === 'refused') {
      session.rejoin();
      continue;
    }
    for (const item of state.timeline) {
      if (item.kind === 'failed') session.retry(item.clientMessageId);
    }
  }
}
