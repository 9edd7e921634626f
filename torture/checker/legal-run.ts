import type { ClientKind, FinalLog, HistoryLine, SeenLine } from '../history.ts';
import { createRandom, type Random } from '../random.ts';
import { changeOf, LegalMessages } from './legal-messages.ts';
import {
  comingTo,
  endsWith,
  newClient,
  seenBy,
  sendingOf,
  type Client,
  type Entry,
  type Unwritten,
} from './legal-parts.ts';

/** A run in which every promise was kept, made up by a model: what the checker must accept. */
export interface LegalRun {
  readonly lines: readonly HistoryLine[];
  readonly finals: readonly FinalLog[];
  readonly endsAt: number;
  /** Whether a message was sent with one attempt alone. */
  readonly isOnlyAttempt: (op: number) => boolean;
  /** Whether somebody had not seen something acknowledged when the faults were over. */
  readonly isBehindAtQuiet: boolean;
  /** Something that a client could have seen, and must not, after its person left. */
  readonly seenAfterLeaving: () => SeenLine | null;
}

const EVENTS = ['event-a', 'event-b'];
const STEPS = 150;
const KINDS: readonly ClientKind[] = ['smart', 'stock', 'raw'];

/** The model: logs that grow, and clients that read them in order, each at its own speed. */
class Model {
  readonly lines: HistoryLine[] = [];
  readonly logs = new Map<string, Entry[]>(EVENTS.map((eventId) => [eventId, []]));
  readonly clients: Client[] = [];
  readonly attempts = new Map<string, number[]>();
  readonly messages = new LegalMessages();
  isBehindAtQuiet = false;
  at = 0;
  #op = 0;
  readonly #acknowledged = new Map<string, number>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    for (const eventId of EVENTS) {
      for (const kind of KINDS) {
        for (let index = 0; index < 2; index += 1) {
          this.clients.push(newClient(kind, index, eventId));
        }
      }
    }
  }

  run(): void {
    this.#write({ type: 'run', is: 'start', crowdedRoomSockets: 200 });
    for (const client of this.clients) {
      this.#connect(client);
      this.#attend(client);
    }
    for (let step = 0; step < STEPS; step += 1) this.#step();
    this.isBehindAtQuiet = this.clients.some((client) => this.#isBehind(client));
    this.#write({ type: 'run', is: 'quiet' });
    for (const client of this.clients) this.#read(client, Infinity);
    for (const line of this.clients.flatMap(endsWith)) this.#write(line);
    this.#write({ type: 'run', is: 'end' });
  }

  #step(): void {
    const client = this.#random.pick(this.clients);
    const dice = this.#random.int(0, 99);
    if (dice < 30) this.#send(client);
    else if (dice < 40) this.#change(client);
    else if (dice < 80) this.#read(client, this.#random.int(1, 5));
    else if (dice < 86) this.#lose(client);
    else if (dice < 90) this.#quit(client);
    else if (dice < 94) this.#attend(client);
    else this.#fault();
  }

  #send(client: Client): void {
    if (!this.#takesPart(client)) return;
    const { person, eventId } = client;
    const key = `${person} ${this.#op}`;
    const id = client.kind === 'raw' ? null : `m${this.#op}`;
    const content = `said ${this.#op}`;
    const request = sendingOf(client, id);
    const attempt = (): number => {
      this.#op += 1;
      this.attempts.set(key, [...(this.attempts.get(key) ?? []), this.#op]);
      this.#write({ type: 'invoke', op: this.#op, content, ...request });
      return this.#op;
    };
    const op = attempt();
    const outcome = this.#random.int(0, 9);
    if (outcome === 0) return this.#write({ type: 'fail', op, code: 'rate-limited', ...request });
    const unknown = { type: 'info', op, code: 'unavailable', ...request } as const;
    if (outcome === 1) return this.#write(unknown);
    const { seq } = this.#append(eventId, {
      kind: 'message',
      messageId: `id-${key}`,
      actorId: person,
      clientMessageId: id,
      content,
    });
    const stored = { seq, epoch: 'one', messageId: `id-${key}`, ...request };
    // The answer is lost, comes, or comes and is not believed.
    if (outcome === 2) this.#write(unknown);
    else this.#write({ type: 'ok', op, ...stored });
    const isRepeated = outcome < 4 && id !== null;
    if (isRepeated) this.#write({ type: 'ok', op: attempt(), duplicate: true, ...stored });
    if (!isRepeated && outcome === 2) return;
    this.#acknowledged.set(eventId, seq);
    this.messages.known.add(stored.messageId);
  }

  /** Edits or deletes something of one's own; others read on while it is under way. */
  #change(client: Client): void {
    const { name, person, eventId } = client;
    const own = this.messages.of(person, eventId);
    if (!this.#takesPart(client) || own.length === 0) return;
    const op = (this.#op += 1);
    const { does, messageId, text, isNeedless } = changeOf(op, own, this.#random);
    const request = { op, client: name, author: person, eventId, does, messageId } as const;
    this.#write({ type: 'invoke', ...request, ...text });
    if (does === 'delete') this.messages.going.add(messageId);
    this.#read(this.#random.pick(this.clients), 3);
    const outcome = this.#random.int(0, 9);
    if (outcome === 0) return this.#write({ type: 'fail', code: 'rate-limited', ...request });
    if (outcome === 1) return this.#write({ type: 'info', code: 'unavailable', ...request });
    if (isNeedless) return this.#write({ type: 'ok', ...request });
    const kind = does === 'edit' ? 'message-edited' : 'message-deleted';
    const changed = { kind, messageId, actorId: person, clientMessageId: null } as const;
    const { seq } = this.#append(eventId, { ...changed, ...text });
    this.#read(this.#random.pick(this.clients), 3);
    if (outcome === 2) return this.#write({ type: 'info', code: 'unavailable', ...request });
    this.#write({ type: 'ok', seq, ...request });
    this.#acknowledged.set(eventId, seq);
  }

  /** Comes to take part, and joins: the span begins with what comes after its own entry, or with it. */
  #attend(client: Client): void {
    if (this.#takesPart(client)) return;
    const { eventId, person } = client;
    const { seq } = this.#append(eventId, {
      kind: 'participation',
      messageId: null,
      actorId: person,
      clientMessageId: null,
      person,
      status: 'attending',
    });
    this.#told(client, 'attend');
    this.#begin(client, seq);
  }

  #told({ name, person, eventId }: Client, does: 'attend' | 'quit'): void {
    this.#op += 1;
    this.#write({ type: 'ok', op: this.#op, client: name, author: person, eventId, does });
  }

  #begin(client: Client, seq: number): void {
    client.last = seq;
    client.shown.clear();
    this.#edge(client, 'from', seq);
  }

  /** What was before the end may still come; the span ends there by itself. */
  #quit(client: Client): void {
    if (!this.#takesPart(client)) return;
    const { eventId, person } = client;
    this.#read(client, Infinity);
    this.#append(eventId, {
      kind: 'participation',
      messageId: null,
      actorId: person,
      clientMessageId: null,
      person,
      status: null,
    });
    this.#told(client, 'quit');
    client.last = null;
    client.shown.clear();
  }

  /** Loses its connection: a client that resumes goes on with its span, one of the seed alone begins another. */
  #lose(client: Client): void {
    const { name, kind, person, connection, last, eventId } = client;
    if (last === null) return;
    this.#write({ type: 'connection', client: name, kind, person, connection, is: 'lost' });
    client.connection += 1;
    this.#connect(client);
    if (kind !== 'raw') return;
    this.#edge(client, 'until', last);
    this.#begin(client, this.logs.get(eventId)?.length ?? 0);
  }

  #connect({ name, kind, person, connection, via }: Client): void {
    const of = { client: name, kind, person, connection, via };
    this.#write({ type: 'connection', is: 'open', askedAt: this.at, ...of });
  }

  #fault(): void {
    const fault = (this.#op += 1);
    const what = { type: 'fault', fault, kind: 'node-kill', target: 'node-1' } as const;
    this.#write({ ...what, is: 'start' });
    this.#write({ ...what, is: 'end' });
  }

  #read(client: Client, count: number): void {
    const log = this.logs.get(client.eventId) ?? [];
    for (let left = count; left > 0 && client.last !== null && client.last < log.length;) {
      const entry = log[client.last];
      if (entry === undefined) return;
      client.last = entry.seq;
      const lines = comingTo(client, entry, this.messages.going);
      for (const line of lines) this.#write(line);
      if (lines.length > 0) left -= 1;
    }
  }

  #isBehind({ last, eventId, kind }: Client): boolean {
    const known = this.#acknowledged.get(eventId) ?? 0;
    const missed = (this.logs.get(eventId) ?? []).slice(last ?? Infinity, known);
    return missed.some((entry) =>
      kind === 'smart' ? entry.kind === 'message' : entry.isEmptied !== true,
    );
  }

  #takesPart({ person, eventId }: Client): boolean {
    const last = this.logs.get(eventId)?.findLast((entry) => entry.person === person);
    return last?.status === 'attending';
  }

  #edge(
    { name, kind, person, connection, eventId }: Client,
    edge: 'from' | 'until',
    seq: number,
  ): void {
    this.#write({
      type: 'watch',
      client: name,
      kind,
      person,
      connection,
      eventId,
      epoch: 'one',
      edge,
      seq,
    });
  }

  #append(eventId: string, entry: Omit<Entry, 'seq' | 'createdAt'>): Entry {
    const log = this.logs.get(eventId) ?? [];
    const placed = { ...entry, seq: log.length + 1, createdAt: new Date(0).toISOString() };
    log.push(placed);
    this.messages.apply(eventId, placed, log);
    return placed;
  }

  #write(line: Unwritten): void {
    this.at += this.#random.int(1, 20);
    this.lines.push({ ...line, at: this.at });
  }
}

/** The same run for the same seed. */
export function legalRun(seed: number): LegalRun {
  const model = new Model(createRandom(seed));
  model.run();
  const single = new Set(
    [...model.attempts.values()].flatMap((ops) => (ops.length === 1 ? ops : [])),
  );
  return {
    lines: model.lines,
    finals: [...model.logs].map(([eventId, entries]) => model.messages.toFinal(eventId, entries)),
    endsAt: model.at,
    isBehindAtQuiet: model.isBehindAtQuiet,
    isOnlyAttempt: (op) => single.has(op),
    seenAfterLeaving() {
      for (const client of model.clients) {
        if (client.last !== null || client.kind === 'smart') continue;
        const log = model.logs.get(client.eventId) ?? [];
        const left = log.findLast(({ person }) => person === client.person);
        const later = log.find(
          ({ seq, kind }) => kind === 'message' && seq > (left?.seq ?? Infinity),
        );
        if (later !== undefined) return { ...seenBy(client, later), at: model.at };
      }
      return null;
    },
  };
}
