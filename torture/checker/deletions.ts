import type { ClientKind, ConnectionLine, SeenLine, ToldLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Texts } from './texts.ts';

/**
 * As in K12: so long after the last fault everybody has everything, and a node that missed the hint has looked at the
 * log twice.
 */
const LATE_MS = 10_000;

export interface DeletionOptions {
  readonly court: Court;
  readonly logs: ReadonlyMap<string, CheckedLog>;
  readonly texts: Texts;
  /** Since when no fault has been under way; infinite while one is. */
  readonly calmSince: () => number;
}

/** The connection that a client has, and from when on it can have been sent something on it. */
interface Connected {
  readonly kind: ClientKind;
  readonly connection: number;
  readonly via: string | undefined;
  readonly askedAt: number;
}

type Sent = SeenLine | ToldLine;

/**
 * K10, while the run goes on: what was deleted is sent to nobody
 *
 * - who was sent something from the deletion's place or behind it, on whatever connection (ours: on this one, since a
 *   device may go on from further back than it was);
 * - who began a connection to a node after that node had told somebody of the deletion: then it keeps the text no more,
 *   and the database has none;
 * - at all, from {@link LATE_MS} after somebody was told that it is deleted, without a fault meanwhile.
 *
 * Nothing follows for others: a node that has not heard yet, and an entry that is on its way, are no delivery of what
 * was deleted. Ours is judged by what it is sent; what it shows may come from its device.
 */
export class Deletions {
  readonly #options: DeletionOptions;
  readonly #connected = new Map<string, Connected>();
  /** The furthest place of a log that a client was sent, and on which connection. */
  readonly #furthest = new Map<string, { connection: number; seq: number }>();
  /** By message: when each node first told somebody of its deletion. */
  readonly #toldBy = new Map<string, Map<string, number>>();
  /** Sightings that broke a promise. */
  unexpected = 0;

  constructor(options: DeletionOptions) {
    this.#options = options;
  }

  connection({ is, client, kind, connection, via, askedAt }: ConnectionLine): void {
    if (is !== 'open') return;
    // Without it, nothing is known of the order.
    this.#connected.set(client, { kind, connection, via, askedAt: askedAt ?? -Infinity });
  }

  sent(line: Sent): void {
    const connected = this.#connected.get(line.client);
    if (line.type === 'seen' && connected?.kind === 'smart') return;
    if (line.kind === 'message-deleted') this.#learn(line, connected);
    else this.#judge(line, connected);
    this.#remember(line, connected);
  }

  #learn({ messageId = '', at, connection }: Sent, connected: Connected | undefined): void {
    if (connected?.via === undefined || connected.connection !== connection) return;
    const toldBy = this.#toldBy.get(messageId) ?? new Map<string, number>();
    this.#toldBy.set(messageId, toldBy);
    if (!toldBy.has(connected.via)) toldBy.set(connected.via, at);
  }

  #remember(line: Sent, connected: Connected | undefined): void {
    const key = `${line.client} ${line.eventId}`;
    const known = this.#furthest.get(key);
    const isAnew = connected?.kind === 'smart' && known?.connection !== line.connection;
    const seq = isAnew ? line.seq : Math.max(known?.seq ?? 0, line.seq);
    this.#furthest.set(key, { connection: line.connection, seq });
  }

  #judge(line: Sent, connected: Connected | undefined): void {
    const { messageId, client, eventId, seq, at } = line;
    const end = this.#endOf(line);
    if (end === null) return;
    const why =
      this.#wasPast(line, connected, end) ?? this.#nodeKnew(line, connected) ?? this.#isLate(line);
    const what = `${client} was sent the text of ${messageId}, deleted at place ${end}, ${why}`;
    const is = this.#options.court.check('K10', why === null, () => {
      return { what, at, client, eventId, seq };
    });
    if (!is) this.unexpected += 1;
  }

  /** Where the message was deleted whose text this is; `null` where nobody had asked for that yet. */
  #endOf({ messageId = '', content = '', eventId, at }: Sent): number | null {
    const { logs, texts } = this.#options;
    if (content === '' || texts.goneAskedAt(messageId) > at) return null;
    return logs.get(eventId)?.stateOf(messageId)?.deletedAt ?? null;
  }

  #wasPast(line: Sent, connected: Connected | undefined, end: number): string | null {
    const furthest = this.#furthest.get(`${line.client} ${line.eventId}`);
    if (furthest === undefined || furthest.seq < end) return null;
    if (connected?.kind === 'smart' && furthest.connection !== line.connection) return null;
    return `after it had been sent place ${furthest.seq}`;
  }

  #nodeKnew({ messageId = '', connection }: Sent, connected: Connected | undefined): string | null {
    if (connected?.via === undefined || connected.connection !== connection) return null;
    const toldAt = this.#toldBy.get(messageId)?.get(connected.via) ?? Infinity;
    if (toldAt >= connected.askedAt) return null;
    return `on a connection to ${connected.via} from after it had told somebody of that`;
  }

  #isLate({ messageId = '', at }: Sent): string | null {
    const since = Math.max(this.#options.texts.goneAt(messageId), this.#options.calmSince());
    return at > since + LATE_MS ? `${Math.round(at - since)} ms later` : null;
  }
}
