import type { RequestLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Floors } from './floors.ts';
import { Durations } from './spread.ts';

/** All attempts to send one message: under one id, or the one attempt without. */
interface Message {
  readonly eventId: string;
  readonly author: string;
  readonly content: string;
  readonly invokedAt: number;
  /** The highest place of its room that anybody knew of when it was first sent. */
  readonly floor: number;
  /** The highest place that its client's earlier, answered messages had then. */
  readonly ownFloor: number;
  messageId: string | null;
  seq: number | null;
  isAcknowledged: boolean;
  isRefused: boolean;
  /** Refused for what it is, so that no repeat of it can ever be stored. */
  isDenied: boolean;
  /** Attempts that have no answer, or an unknown outcome. */
  open: number;
}

/** What was sent and answered, against what the log has. */
export class Sends {
  readonly #court: Court;
  readonly #logs: ReadonlyMap<string, CheckedLog>;
  readonly #messages = new Map<string, Message>();
  readonly #ops = new Map<number, Message>();
  readonly #floors: Floors;
  readonly ack = new Durations();
  acknowledged = 0;
  lost = 0;
  moved = 0;
  doubled = 0;
  reordered = 0;

  constructor(court: Court, logs: ReadonlyMap<string, CheckedLog>, floors: Floors) {
    this.#court = court;
    this.#logs = logs;
    this.#floors = floors;
  }

  /** When each stored message was first sent, by its place. */
  *stored(): Iterable<{ eventId: string; seq: number; invokedAt: number }> {
    for (const { eventId, seq, invokedAt } of this.#messages.values()) {
      if (seq !== null) yield { eventId, seq, invokedAt };
    }
  }

  add(line: RequestLine): void {
    if (line.type === 'invoke') return this.#invoke(line);
    const message = this.#ops.get(line.op);
    if (message === undefined) return;
    this.#ops.delete(line.op);
    if (line.type !== 'info') message.open -= 1;
    if (line.type === 'fail') {
      message.isRefused = true;
      message.isDenied ||= DENIALS.has(line.code ?? '');
      if (message.seq !== null) this.#checkAgreed(line, message);
    }
    if (line.type === 'ok') this.#acknowledge(line, message);
  }

  #invoke(line: RequestLine): void {
    const { eventId, author, content = '', client } = line;
    const key = keyOf(line);
    const message = this.#messages.get(key) ?? {
      eventId,
      author,
      content,
      invokedAt: line.at,
      floor: this.#floors.of(eventId),
      ownFloor: this.#floors.ownOf(client, eventId),
      messageId: null,
      seq: null,
      isAcknowledged: false,
      isRefused: false,
      isDenied: false,
      open: 0,
    };
    message.open += 1;
    this.#messages.set(key, message);
    this.#ops.set(line.op, message);
  }

  #acknowledge(line: RequestLine, message: Message): void {
    if (!message.isAcknowledged) this.acknowledged += 1;
    message.isAcknowledged = true;
    message.messageId ??= line.messageId ?? null;
    this.ack.add(line.at - message.invokedAt);
    const { seq } = line;
    this.#checkStored(line, message);
    if (seq === undefined) return;
    this.#checkRepeat(line, message);
    this.#checkOrder(line, message);
    message.seq = seq;
    this.#floors.acknowledged(line, seq);
  }

  /** K1: the log has it, whole, at the place that the answer named, also where it has begun anew since. */
  #checkStored(line: RequestLine, message: Message): void {
    const entry = this.#logs.get(line.eventId)?.at(line.seq ?? 0);
    const isThere =
      entry?.kind === 'message' &&
      entry.actorId === line.author &&
      (entry.isEmptied === true || entry.content === message.content) &&
      (line.messageId === undefined || entry.messageId === line.messageId);
    const is = this.#court.check('K1', isThere, () => ({
      what: `acknowledged to ${line.client} at place ${line.seq}, where the log has ${describe(entry)}`,
      ...placeOf(line),
    }));
    if (!is) this.lost += 1;
  }

  /** K3: what was stored is never denied. */
  #checkAgreed(line: RequestLine, { isDenied }: Message): void {
    const what = 'one message was acknowledged, and denied in another attempt';
    const is = this.#court.check('K3', !isDenied, () => ({ what, ...placeOf(line) }));
    if (!is) this.moved += 1;
  }

  /** K3: each answer to a repeat names the same place. */
  #checkRepeat(line: RequestLine, message: Message): void {
    if (line.clientMessageId === undefined) return;
    this.#checkAgreed(line, message);
    const is = this.#court.check('K3', (message.seq ?? line.seq) === line.seq, () => ({
      what: `one message was acknowledged at two places: ${message.seq} and ${line.seq}`,
      ...placeOf(line),
    }));
    if (!is) this.moved += 1;
  }

  /** K7 and K8: it comes after whatever was known when it was first sent. */
  #checkOrder(line: RequestLine, { floor, ownFloor }: Message): void {
    const seq = line.seq ?? 0;
    const isAfterAll = this.#court.check('K7', seq > floor, () => ({
      what: `sent when place ${floor} was acknowledged already, and stored at ${seq}`,
      ...placeOf(line),
    }));
    const isAfterOwn = this.#court.check('K8', seq > ownFloor, () => ({
      what: `${line.client} had place ${ownFloor} already, and what it said next is at ${seq}`,
      ...placeOf(line),
    }));
    if (!isAfterAll || !isAfterOwn) this.reordered += 1;
  }

  /** K2 and K3, by the whole log: each stored message was sent, not refused, and is there once. */
  finish(): { recovered: number; unknown: number; failed: number; unexpected: number } {
    let unexpected = 0;
    const stored = new Set<Message>();
    const sent = new Map<string, Message>();
    for (const [key, message] of this.#messages) {
      sent.set(contentKey(message), message);
      sent.set(key, message);
      if (message.messageId !== null) sent.set(`id ${message.messageId}`, message);
    }
    for (const log of this.#logs.values()) {
      for (let seq = 1; seq <= log.head; seq += 1) {
        if (log.at(seq)?.kind !== 'message') continue;
        if (!this.#checkSent(log, seq, { sent, stored })) unexpected += 1;
      }
    }
    const unanswered = [...this.#messages.values()].filter(
      ({ isAcknowledged, isRefused }) => !isAcknowledged && !isRefused,
    );
    return {
      recovered: unanswered.filter((message) => stored.has(message)).length,
      unknown: unanswered.length,
      failed: [...this.#messages.values()].filter(
        ({ isAcknowledged, isRefused }) => !isAcknowledged && isRefused,
      ).length,
      unexpected,
    };
  }

  #checkSent(log: CheckedLog, seq: number, { sent, stored }: Known): boolean {
    const { eventId } = log;
    const message = findSent(log.at(seq), eventId, sent);
    const place = { eventId, seq };
    if (message === undefined) {
      const what = 'the log has a message that nobody sent';
      return this.#court.check('K2', false, () => ({ what, ...place }));
    }
    const again = 'a message stands in the log a second time';
    const isOnce = !stored.has(message);
    if (!this.#court.check('K3', isOnce, () => ({ what: again, ...place }))) this.doubled += 1;
    stored.add(message);
    const refused = 'the log has a message that was refused for good';
    return this.#court.check('K2', !isOnlyRefused(message), () => ({ what: refused, ...place }));
  }
}

interface Known {
  /** By what it said, by the id that its sender chose, and by the one that it got. */
  readonly sent: ReadonlyMap<string, Message>;
  readonly stored: Set<Message>;
}

/** What was sent and stands there; what was deleted since is known by an id alone. */
function findSent(
  entry: ReturnType<CheckedLog['at']>,
  eventId: string,
  sent: Known['sent'],
): Message | undefined {
  if (entry === undefined) return undefined;
  const { actorId: author, content = '', messageId, clientMessageId } = entry;
  if (entry.isEmptied !== true) return sent.get(contentKey({ eventId, author, content }));
  return sent.get(`id ${messageId}`) ?? sent.get(`${eventId} ${author} ${clientMessageId}`);
}

/** Refused, and no other attempt can have stored it. */
const isOnlyRefused = ({ isRefused, open, isAcknowledged }: Message): boolean =>
  isRefused && open === 0 && !isAcknowledged;

/** Refusals of the message itself, and not of the moment. */
const DENIALS: ReadonlySet<string> = new Set(['invalid', 'duplicate-conflict']);

const keyOf = ({ eventId, author, clientMessageId, op }: RequestLine): string =>
  clientMessageId === undefined ? `op ${op}` : `${eventId} ${author} ${clientMessageId}`;

const contentKey = ({
  eventId,
  author,
  content,
}: Pick<Message, 'eventId' | 'author' | 'content'>) => `${eventId} ${author} ${content}`;

const placeOf = ({ at, op, client, eventId, seq }: RequestLine) => ({
  at,
  op,
  client,
  eventId,
  ...(seq !== undefined && { seq }),
});

const describe = (entry: ReturnType<CheckedLog['at']>): string =>
  entry === undefined ? 'nothing' : `a ${entry.kind} of ${entry.actorId}`;
