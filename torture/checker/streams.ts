import type { SeenLine, WatchLine } from '../history.ts';
import type { Court } from './court.ts';
import type { CheckedLog } from './final-logs.ts';
import { Span } from './span.ts';

export interface StreamOptions {
  readonly court: Court;
  readonly logs: ReadonlyMap<string, CheckedLog>;
  /** Rooms with more watching clients than this leave coming and going out. */
  readonly crowdedRoomSockets: () => number;
  /** Told when a client has got on in a span, or answers for it no more. */
  readonly onMoved: (span: Span, at: number, isOver: boolean) => void;
}

/** What clients saw, against what the logs have. */
export class Streams {
  readonly #options: StreamOptions;
  readonly #spans = new Map<string, Span>();
  readonly #kinds = new Map<string, WatchLine['kind']>();
  readonly #people = new Map<string, string>();
  readonly #lastSeenAt = new Map<string, Float64Array>();
  deliveries = 0;
  lost = 0;
  doubled = 0;
  reordered = 0;
  forked = 0;
  unexpected = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  get open(): readonly Span[] {
    return [...this.#spans.values()];
  }

  /** When the last client had seen an entry; 0 where none has. */
  lastSeenAt(eventId: string, seq: number): number {
    return this.#lastSeenAt.get(eventId)?.[seq] ?? 0;
  }

  watch(line: WatchLine): void {
    const log = this.#options.logs.get(line.eventId);
    if (log === undefined) return;
    this.#kinds.set(line.client, line.kind);
    this.#people.set(line.client, line.person);
    const key = keyOf(line);
    const span = this.#spans.get(key);
    if (line.edge === 'from') {
      // Nothing after the last entry seen is owed to a span that a new one follows, unless it had ended before.
      if (span !== undefined) this.#close(span, span.hasEnd ? span.end : span.last, line.at);
      this.#spans.set(key, this.#begin(line, log));
    } else if (span !== undefined && line.edge === 'until') {
      this.#close(span, line.seq, line.at);
      this.#spans.delete(key);
    } else if (span !== undefined) {
      span.restart(line.seq);
      this.#options.onMoved(span, line.at, false);
    }
  }

  see(line: SeenLine): void {
    this.deliveries += 1;
    const log = this.#options.logs.get(line.eventId);
    if (log === undefined) return;
    const span = this.#spans.get(keyOf(line));
    if (span === undefined || span.isComparable) this.#checkSame(line, log);
    this.#checkRight(line, log);
    if (span === undefined) return;
    this.#markSeen(line, log);
    this.#checkStep(line, span);
  }

  /** Everybody who is still there owes everything. */
  finish(at: number): void {
    for (const span of this.#spans.values()) this.#close(span, span.log.head, at);
    this.#spans.clear();
  }

  #begin({ client, person, kind, eventId, epoch, seq }: WatchLine, log: CheckedLog): Span {
    const watching = [...this.#spans.values()].filter((span) => span.log.eventId === eventId);
    const isCrowded = watching.length >= this.#options.crowdedRoomSockets();
    return new Span({ client, person }, log, { from: seq, epoch, reader: { kind, isCrowded } });
  }

  /** K5: what stands at a place is the same for everybody, namely what the log has there. */
  #checkSame(line: SeenLine, log: CheckedLog): void {
    const entry = log.at(line.seq);
    const isSame =
      entry?.kind === line.kind &&
      (line.content === undefined || line.content === entry.content) &&
      (line.messageId === undefined || line.messageId === entry.messageId) &&
      (line.author === undefined || line.author === (entry.person ?? entry.actorId));
    const what = `${line.client} saw another entry at this place than the log has`;
    if (!this.#options.court.check('K5', isSame, () => ({ what, ...placeOf(line) }))) {
      this.forked += 1;
    }
  }

  /**
   * K9: nothing at or after the end of a participation reaches its person. Ours reads the history
   * once it takes part again, and may then show what was said in between.
   */
  #checkRight(line: SeenLine, log: CheckedLog): void {
    const { client, seq } = line;
    const person = this.#people.get(client);
    if (person === undefined) return;
    const mayReadLater = this.#kinds.get(client) === 'smart' && log.takesPartAfter(person, seq);
    const isAllowed = mayReadLater || log.takesPartAt(person, seq);
    const what = `${client} saw an entry from when it did not take part`;
    if (!this.#options.court.check('K9', isAllowed, () => ({ what, ...placeOf(line) }))) {
      this.unexpected += 1;
    }
  }

  /** K5 and K6: the next entry, once. */
  #checkStep(line: SeenLine, span: Span): void {
    const { court } = this.#options;
    const before = span.last;
    const step = span.see(line.seq);
    const was = { ...placeOf(line) };
    const what = `${line.client} saw place ${line.seq} after ${before}`;
    if (!court.check('K5', step !== 'late', () => ({ what, ...was }))) this.reordered += 1;
    const again = `${line.client} saw place ${line.seq} a second time`;
    if (!court.check('K6', step !== 'doubled', () => ({ what: again, ...was }))) this.doubled += 1;
    this.#options.onMoved(span, line.at, false);
  }

  #markSeen({ eventId, seq, at }: SeenLine, log: CheckedLog): void {
    const known = this.#lastSeenAt.get(eventId) ?? new Float64Array(log.head + 1);
    known[seq] = at;
    this.#lastSeenAt.set(eventId, known);
  }

  /** K6: what was owed and never came. */
  #close(span: Span, until: number, at: number): void {
    span.close(until);
    const { missing, client, log } = span;
    const what = `${client} never saw ${missing.length} of the entries that it was owed, the first at ${missing[0]}`;
    const violation = { what, at, client, eventId: log.eventId, seq: missing[0] ?? 0 };
    this.#options.court.check('K6', missing.length === 0, () => violation);
    this.lost += missing.length;
    this.#options.onMoved(span, at, true);
  }
}

const keyOf = ({ client, eventId }: { readonly client: string; readonly eventId: string }) =>
  `${client} ${eventId}`;

const placeOf = ({ at, client, eventId, seq }: SeenLine) => ({ at, client, eventId, seq });
