import type { RequestLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import type { Floors } from './floors.ts';

type Entry = NonNullable<ReturnType<CheckedLog['at']>>;

interface Asked {
  readonly line: RequestLine;
  readonly floor: number;
  readonly ownFloor: number;
}

/** Requests to change one message in one way, by one person, that may have been carried out. */
interface Attempts {
  count: number;
  readonly contents: Set<string>;
}

/** Edits and deletions that were asked for and answered, against what the logs have. */
export class Changes {
  readonly #court: Court;
  readonly #logs: ReadonlyMap<string, CheckedLog>;
  readonly #floors: Floors;
  readonly #open = new Map<number, Asked>();
  readonly #attempts = new Map<string, Attempts>();
  lost = 0;
  reordered = 0;

  constructor(court: Court, logs: ReadonlyMap<string, CheckedLog>, floors: Floors) {
    this.#court = court;
    this.#logs = logs;
    this.#floors = floors;
  }

  add(line: RequestLine): void {
    if (line.type === 'invoke') return this.#invoke(line);
    const asked = this.#open.get(line.op);
    this.#open.delete(line.op);
    if (asked === undefined) return;
    const isNothing = line.type === 'fail' || (line.type === 'ok' && line.seq === undefined);
    if (isNothing) this.#attemptsOf(asked.line).count -= 1;
    if (line.type !== 'ok') return;
    this.#checkDone(line, asked);
    if (line.seq === undefined) return;
    this.#checkOrder(line, line.seq, asked);
    this.#floors.acknowledged(line, line.seq);
  }

  /** K2: each change in the logs was asked for, and as often. */
  finish(): number {
    let unexpected = 0;
    for (const log of this.#logs.values()) {
      for (let seq = 1; seq <= log.head; seq += 1) {
        const entry = log.at(seq);
        if (entry === undefined || !(entry.kind in DOES)) continue;
        if (!this.#checkAsked(log, entry)) unexpected += 1;
      }
    }
    return unexpected;
  }

  #invoke(line: RequestLine): void {
    const { eventId, client, content } = line;
    const floor = this.#floors.of(eventId);
    this.#open.set(line.op, { line, floor, ownFloor: this.#floors.ownOf(client, eventId) });
    const attempts = this.#attemptsOf(line);
    attempts.count += 1;
    if (content !== undefined) attempts.contents.add(content);
  }

  /** K1: it is at the place that the answer named, or, where it named none, was so already. */
  #checkDone({ at, op, client, eventId, seq }: RequestLine, { line }: Asked): void {
    const log = this.#logs.get(eventId);
    const entry = log?.at(seq ?? 0);
    const isDone = seq === undefined ? log?.saysSo(line) === true : isOf(line, entry);
    const place = { at, op, client, eventId, ...(seq !== undefined && { seq }) };
    const where = seq === undefined ? 'without a place' : `at place ${seq}`;
    const what = `${client} was told ${where} that its ${line.does} of ${line.messageId} is done; the log has no such thing there`;
    if (!this.#court.check('K1', isDone, () => ({ what, ...place }))) this.lost += 1;
  }

  /** K7 and K8: it comes after whatever was known when it was asked for. */
  #checkOrder(
    { at, op, client, eventId }: RequestLine,
    seq: number,
    { floor, ownFloor }: Asked,
  ): void {
    const place = { at, op, client, eventId, seq };
    const isAfterAll = this.#court.check('K7', seq > floor, () => ({
      what: `a change asked for when place ${floor} was acknowledged already is stored at ${seq}`,
      ...place,
    }));
    const isAfterOwn = this.#court.check('K8', seq > ownFloor, () => ({
      what: `${client} had place ${ownFloor} already, and what it changed next is at ${seq}`,
      ...place,
    }));
    if (!isAfterAll || !isAfterOwn) this.reordered += 1;
  }

  #checkAsked({ eventId }: CheckedLog, entry: Entry): boolean {
    const { seq, kind, actorId, messageId, content = '', isEmptied = false } = entry;
    const does = kind === 'message-edited' ? 'edit' : 'delete';
    const attempts = this.#attempts.get(keyOf({ eventId, does, author: actorId, messageId }));
    const isAsked =
      attempts !== undefined && (does === 'delete' || isEmptied || attempts.contents.has(content));
    const nobody = `the log has a change (${kind}) that nobody asked for`;
    if (!this.#court.check('K2', isAsked, () => ({ what: nobody, eventId, seq }))) return false;
    if (attempts !== undefined) attempts.count -= 1;
    const isOften = attempts !== undefined && attempts.count < 0;
    const often = 'the log has more changes of a message than were asked for and not refused';
    return this.#court.check('K2', !isOften, () => ({ what: often, eventId, seq }));
  }

  #attemptsOf(line: RequestLine): Attempts {
    const known = this.#attempts.get(keyOf(line));
    if (known !== undefined) return known;
    const made: Attempts = { count: 0, contents: new Set() };
    this.#attempts.set(keyOf(line), made);
    return made;
  }
}

const DOES: Readonly<Partial<Record<Entry['kind'], true>>> = {
  'message-edited': true,
  'message-deleted': true,
};

const isOf = (line: RequestLine, entry: Entry | undefined): boolean =>
  entry !== undefined &&
  entry.kind === (line.does === 'edit' ? 'message-edited' : 'message-deleted') &&
  entry.messageId === line.messageId &&
  entry.actorId === line.author &&
  (line.does === 'delete' || entry.isEmptied === true || entry.content === line.content);

const keyOf = ({
  eventId,
  author,
  does,
  messageId,
}: {
  readonly eventId: string;
  readonly author: string;
  readonly does: string;
  readonly messageId?: string | null | undefined;
}): string => `${does} ${eventId} ${author} ${messageId}`;
