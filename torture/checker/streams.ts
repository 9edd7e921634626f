import type { ClientKind, SeenLine, WatchLine } from '../history.ts';
import type { Comings } from './comings.ts';
import type { Court } from './court.ts';
import type { CheckedLog, Reader } from './final-logs.ts';
import type { Rights } from './rights.ts';
import { isSameEntry } from './same-entry.ts';
import { Sightings } from './sightings.ts';
import { Span } from './span.ts';
import type { Texts } from './texts.ts';

export interface StreamOptions {
  readonly court: Court;
  readonly rights: Rights;
  readonly comings: Comings;
  readonly logs: ReadonlyMap<string, CheckedLog>;
  readonly texts: Texts;
  /** Rooms that ever have more watching clients than this may leave coming and going out. */
  readonly crowdedRoomSockets: () => number;
  /** Told when a client has got on in a span, or answers for it no more. */
  readonly onMoved: (span: Span, at: number, isOver: boolean) => void;
}

/** What clients saw, against what the logs have. */
export class Streams {
  readonly #options: StreamOptions;
  readonly #spans = new Map<string, Span>();
  readonly #readers = new Map<string, Record<WatchLine['kind'], Crowdable>>();
  readonly #kinds = new Map<string, ClientKind>();
  readonly sightings = new Sightings();
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

  watch(line: WatchLine): void {
    const log = this.#options.logs.get(line.eventId);
    if (log === undefined) return;
    this.#options.rights.watch(line);
    this.#kinds.set(line.client, line.kind);
    const key = keyOf(line);
    const span = this.#spans.get(key);
    if (line.edge === 'from') {
      // The answer to a join was late: what it names was seen by way of an earlier one.
      if (span?.goesOnAt(line) === true) return;
      if (span !== undefined) this.#close(span, span.owedBefore(line.seq), line.at);
      this.#spans.set(key, this.#begin(line, log));
    } else if (span !== undefined && line.edge === 'until') {
      this.#close(span, line.seq, line.at);
      this.#spans.delete(key);
    } else if (span !== undefined) {
      span.restart(line.seq, line.at);
      this.#options.onMoved(span, line.at, false);
    }
  }

  /** The client's connection is lost. */
  cut(client: string, at: number): void {
    for (const span of this.#spansOf(client)) {
      span.isCut = true;
      this.#options.onMoved(span, at, false);
    }
  }

  /** The client is where it was, by a recovered connection, or by a join that was answered with a place. */
  goesOn(
    client: string,
    { eventId, seq = 0 }: { eventId?: string; seq?: number | undefined } = {},
  ): void {
    for (const span of this.#spansOf(client)) {
      const isMeant = eventId === undefined || eventId === span.log.eventId;
      // An answer from after the end is one of another participation.
      if (isMeant && seq < span.end) span.isCut = false;
    }
  }

  see(line: SeenLine): void {
    this.deliveries += 1;
    const log = this.#options.logs.get(line.eventId);
    if (log === undefined) return;
    const span = this.#spans.get(keyOf(line));
    if (span === undefined || span.isComparable) this.#checkSame(line, log);
    if (!this.#options.rights.mayHaveSeen(line, log, span)) this.unexpected += 1;
    if (span === undefined) return;
    this.sightings.add(line, span);
    this.#checkStep(line, span);
  }

  /** Everybody who is still there owes everything. */
  finish(at: number): void {
    for (const messageId of this.#options.texts.misread) {
      const what = `${messageId} was seen with another text than it was sent with`;
      this.#options.court.check('K5', false, () => ({ what }));
      this.forked += 1;
    }
    for (const span of this.#spans.values()) this.#close(span, span.log.head, at);
    this.#spans.clear();
  }

  #begin({ client, person, kind, eventId, epoch, seq, at }: WatchLine, log: CheckedLog): Span {
    const readers = this.#readersOf(eventId);
    const watching = this.open.filter((span) => span.log.eventId === eventId).length;
    if (watching >= this.#options.crowdedRoomSockets()) {
      for (const reader of Object.values(readers)) reader.isCrowded = true;
    }
    // Ours goes on from the last entry that it saw, also where its participation ended in between.
    const returns = this.#options.comings.returnsOf(person, eventId);
    const next = log.endAfter(person, seq);
    const end = kind === 'smart' ? Math.max(next, log.nthEnd(person, returns)) : next;
    const reader = readers[kind];
    const isGone = (messageId: string): boolean =>
      this.#options.texts.goneAskedAt(messageId) < Infinity;
    return new Span({ client, person }, log, { from: seq, end, epoch, at, reader, isGone });
  }

  #spansOf(client: string): readonly Span[] {
    return this.open.filter((span) => span.client === client);
  }

  /** Shared, since a room that becomes crowded does so for all who are in it. */
  #readersOf(eventId: string): Record<WatchLine['kind'], Crowdable> {
    const readers = this.#readers.get(eventId) ?? {
      smart: { kind: 'smart', isCrowded: false },
      stock: { kind: 'stock', isCrowded: false },
      raw: { kind: 'raw', isCrowded: false },
    };
    this.#readers.set(eventId, readers);
    return readers;
  }

  /** K5: what stands at a place is the same for everybody, namely what the log has there. */
  #checkSame(line: SeenLine, log: CheckedLog): void {
    const isOurs = this.#kinds.get(line.client) === 'smart';
    const isSame = isSameEntry(line, { log, texts: this.#options.texts, isOurs });
    const what = `${line.client} saw another entry at this place than the log has`;
    if (!this.#options.court.check('K5', isSame, () => ({ what, ...placeOf(line) }))) {
      this.forked += 1;
    }
  }

  /** K5 and K6: the next entry, once. */
  #checkStep(line: SeenLine, span: Span): void {
    const { court } = this.#options;
    const before = span.last;
    this.#checkAfter(line, span, before);
    const step = span.see(line.seq);
    const was = { ...placeOf(line) };
    const what = `${line.client} saw place ${line.seq} after ${before}`;
    if (!court.check('K5', step !== 'late', () => ({ what, ...was }))) this.reordered += 1;
    const again = `${line.client} saw place ${line.seq} a second time`;
    if (!court.check('K6', step !== 'doubled', () => ({ what: again, ...was }))) this.doubled += 1;
    this.#options.onMoved(span, line.at, false);
  }

  /**
   * K6, in a crowded room: coming and going may be left out, and a notice's `after` says so. What it
   * says was delivered before must be there.
   */
  #checkAfter({ client, eventId, seq, at, after = 0 }: SeenLine, span: Span, before: number): void {
    const { reader, log, isComparable } = span;
    if (!reader.isCrowded || after <= before || !isComparable) return;
    const all = log.owed(before, after, { ...reader, isCrowded: false });
    const gone = all - log.owed(before, after, reader);
    const what = `${client} was told to go on from place ${after}, and had what comes up to ${before}`;
    const violation = { what, at, client, eventId, seq };
    if (!this.#options.court.check('K6', gone === 0, () => violation)) this.lost += gone;
  }

  /** K6: what was owed and never came. */
  #close(span: Span, until: number, at: number): void {
    span.close(until);
    const { missing, client, log } = span;
    const what = `${client} never saw ${missing.length} of the entries that it was owed, the first at ${missing[0]}`;
    const { eventId } = log;
    const seq = missing[0] ?? 0;
    // The faults to look at are those from when others saw it.
    const cameAt = this.sightings.first(eventId, seq) || at;
    const violation = { what, at: cameAt, client, eventId, seq };
    this.#options.court.check('K6', missing.length === 0, () => violation);
    this.lost += missing.length;
    this.#options.onMoved(span, at, true);
  }
}

type Crowdable = { -readonly [Key in keyof Reader]: Reader[Key] };

const keyOf = ({ client, eventId }: { readonly client: string; readonly eventId: string }) =>
  `${client} ${eventId}`;

const placeOf = ({ at, client, eventId, seq }: SeenLine) => ({ at, client, eventId, seq });
